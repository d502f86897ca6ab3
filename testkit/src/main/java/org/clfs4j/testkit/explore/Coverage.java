package org.clfs4j.testkit.explore;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts how often an exploration came past each mark.
 *
 * @threading not thread-safe
 */
final class Coverage {

    private final Map<Mark, Long> counts = new EnumMap<>(Mark.class);

    void reached(Mark mark) {
        counts.merge(mark, 1L, Long::sum);
    }

    void add(Coverage other) {
        other.counts.forEach((mark, count) -> counts.merge(mark, count, Long::sum));
    }

    /** Returns how often each mark was reached, those that were not left out. */
    Map<Mark, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    static Set<Mark> missing(Map<Mark, Long> counts) {
        Set<Mark> missing = EnumSet.allOf(Mark.class);
        missing.removeAll(counts.keySet());
        return missing;
    }
}
