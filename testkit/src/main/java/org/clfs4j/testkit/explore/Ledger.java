package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hands out seeds and keeps what came of them, so that the report does not depend on how many threads explored, nor on
 * which of them was faster: it covers the seeds from the first one to the one with which there are enough states, or to the
 * first one in which something is wrong.
 *
 * @threading safe for concurrent use
 */
final class Ledger {

    /** What came of one seed's workload; the finding is {@code null} if nothing was wrong. */
    record Entry(long states, long fingerprint, Coverage coverage, Finding finding) {}

    private final long firstSeed;
    private final long wantedStates;
    private final SortedMap<Long, Entry> entries = new TreeMap<>();
    private long nextSeed;

    /** All seeds before this one are done, and have so many states. */
    private long doneBefore;

    private long statesBefore;
    private volatile long lastSeed = Long.MAX_VALUE;

    Ledger(long firstSeed, long wantedStates) {
        this.firstSeed = firstSeed;
        this.wantedStates = wantedStates;
        this.nextSeed = firstSeed;
        this.doneBefore = firstSeed;
    }

    /** Returns a seed to explore, or empty if enough was explored. */
    synchronized OptionalLong take() {
        return nextSeed <= lastSeed ? OptionalLong.of(nextSeed++) : OptionalLong.empty();
    }

    /** Tells whether the report will cover a seed, as far as is known now. */
    boolean covers(long seed) {
        return seed <= lastSeed;
    }

    synchronized void finished(long seed, Entry entry) {
        entries.put(seed, entry);
        if (entry.finding != null) {
            lastSeed = Math.min(lastSeed, seed);
        }
        for (Entry next = entries.get(doneBefore); next != null; next = entries.get(doneBefore)) {
            statesBefore += next.states;
            if (statesBefore >= wantedStates) {
                lastSeed = Math.min(lastSeed, doneBefore);
            }
            doneBefore++;
        }
    }

    /** Has nothing explored any more. */
    void stop() {
        lastSeed = Long.MIN_VALUE;
    }

    synchronized ExplorerReport report(long nanos) {
        long states = 0;
        long fingerprint = 0;
        Coverage coverage = new Coverage();
        List<Finding> findings = new ArrayList<>();
        SortedMap<Long, Entry> covered = lastSeed == Long.MAX_VALUE ? entries : entries.headMap(lastSeed + 1);
        for (Entry entry : covered.values()) {
            states += entry.states;
            fingerprint ^= entry.fingerprint;
            coverage.add(entry.coverage);
            if (entry.finding != null) {
                findings.add(entry.finding);
            }
        }
        return new ExplorerReport(firstSeed, states, covered.size(), nanos, fingerprint, coverage.counts(), findings);
    }
}
