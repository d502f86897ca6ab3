package org.clfs4j.testkit.explore;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an exploration came to.
 *
 * @param firstSeed the first workload's seed; the others follow it
 * @param states how many crash states were recovered and checked
 * @param workloads how many workloads they belong to
 * @param nanos how long it took
 * @param fingerprint the same whenever the same seeds made the same states and found the same in them
 * @param marks how often the exploration came past what it should come past
 * @param findings what was wrong; the exploration ends with the first
 */
public record ExplorerReport(
        long firstSeed,
        long states,
        long workloads,
        long nanos,
        long fingerprint,
        Map<Mark, Long> marks,
        List<Finding> findings) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the collections. */
    public ExplorerReport {
        marks = Map.copyOf(marks);
        findings = List.copyOf(findings);
    }

    /**
     * Returns what the exploration should have come past and did not; a short one need not come past everything.
     *
     * @return the marks
     */
    public Set<Mark> missedMarks() {
        return Coverage.missing(marks);
    }

    @Override
    public String toString() {
        double seconds = nanos / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%,d crash states of %,d workloads from seed %d on in %.1f s, %,.0f per second, fingerprint %016x: %s",
                states,
                workloads,
                firstSeed,
                seconds,
                states / seconds,
                fingerprint,
                findings.isEmpty() ? "nothing wrong" : findings.toString());
    }
}
