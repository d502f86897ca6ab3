package org.clfs4j.cli.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * A producer that waits until its record is durable.
 *
 * @threading safe for concurrent use
 */
final class Waiter {

    /** What the wait ends with. */
    enum Outcome {
        /** The record is durable. */
        DONE,
        /** The record is not durable yet, and this producer is to write its group. */
        LEAD
    }

    private final Thread thread;
    private volatile Outcome outcome;

    Waiter(Thread thread) {
        this.thread = thread;
    }

    void reset() {
        outcome = null;
    }

    Outcome await() {
        while (outcome == null) {
            LockSupport.park(this);
        }
        return outcome;
    }

    void done() {
        outcome = Outcome.DONE;
        LockSupport.unpark(thread);
    }

    void lead() {
        outcome = Outcome.LEAD;
        LockSupport.unpark(thread);
    }
}
