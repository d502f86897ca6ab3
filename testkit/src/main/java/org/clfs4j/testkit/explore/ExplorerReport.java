package org.clfs4j.testkit.explore;

import java.util.List;

/**
 * What an exploration came to.
 *
 * @param states how many crash states were recovered and checked
 * @param workloads how many workloads they belong to
 * @param nanos how long it took
 * @param fingerprint the same whenever the same seeds made the same states and found the same in them
 * @param findings what was wrong; the exploration ends with the first
 */
public record ExplorerReport(long states, long workloads, long nanos, long fingerprint, List<Finding> findings) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the list. */
    public ExplorerReport {
        findings = List.copyOf(findings);
    }

    @Override
    public String toString() {
        double seconds = nanos / NANOS_PER_SECOND;
        return String.format(
                "%,d crash states of %,d workloads in %.1f s, %,.0f per second: %s",
                states,
                workloads,
                seconds,
                states / seconds,
                findings.isEmpty() ? "nothing wrong" : findings.toString());
    }
}
