package org.clfs4j.core;

/**
 * A log that this process has open, and how many use it: its openings, and what was marked to be done with the last of them.
 *
 * @threading guarded by its registry entry
 */
final class SharedLog {

    private final OpenLog log;
    private int users;

    SharedLog(OpenLog log) {
        this.log = log;
    }

    OpenLog log() {
        return log;
    }

    /** One more uses the log. */
    void join() {
        users++;
    }

    /**
     * One that used the log does no longer.
     *
     * @return whether it was the last one
     */
    boolean leave() {
        users--;
        return users == 0;
    }
}
