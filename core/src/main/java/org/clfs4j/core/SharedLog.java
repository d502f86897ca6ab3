package org.clfs4j.core;

/**
 * A log that this process has open, and by how many openings.
 *
 * @threading guarded by its registry entry
 */
final class SharedLog {

    private final OpenLog log;
    private int openings;

    SharedLog(OpenLog log) {
        this.log = log;
    }

    OpenLog log() {
        return log;
    }

    /** One more opening uses the log. */
    void join() {
        openings++;
    }

    /**
     * An opening uses the log no longer.
     *
     * @return whether it was the last one
     */
    boolean leave() {
        openings--;
        return openings == 0;
    }
}
