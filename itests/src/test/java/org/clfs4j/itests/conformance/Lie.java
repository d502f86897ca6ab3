package org.clfs4j.itests.conformance;

import java.util.Comparator;

/**
 * One thing that a provider does wrong.
 *
 * @param method the method of the API that is answered wrongly
 * @param place where the lie is
 * @param index of arguments, which one; otherwise 0
 * @param variant which of several lies that are possible there
 */
record Lie(String method, Place place, int index, int variant) implements Comparable<Lie> {

    /** Where a call can be spoilt. */
    enum Place {
        /** What it returns is something else. */
        RESULT,
        /** What it refuses is refused for another reason, or allowed. */
        FAILURE,
        /** It does nothing. */
        OMISSION,
        /** What it gets is something else. */
        ARGUMENT,
        /** It does more than it should. */
        EXCESS
    }

    private static final Comparator<Lie> ORDER = Comparator.comparing(Lie::place)
            .thenComparing(Lie::method)
            .thenComparing(Lie::index)
            .thenComparing(Lie::variant);

    @Override
    public int compareTo(Lie other) {
        return ORDER.compare(this, other);
    }
}
