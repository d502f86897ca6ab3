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
    private Waiter left;
    private Waiter right;
    private volatile Outcome outcome;

    Waiter(Thread thread) {
        this.thread = thread;
    }

    void reset() {
        outcome = null;
    }

    /** Waits, and on its way out wakes those that it has been told to. */
    Outcome await() {
        Outcome result;
        while ((result = outcome) == null) {
            LockSupport.park(this);
        }
        if (result == Outcome.DONE) {
            wake(left);
            wake(right);
        }
        return result;
    }

    void wakes(Waiter first, Waiter second) {
        left = first;
        right = second;
    }

    void done() {
        outcome = Outcome.DONE;
    }

    void lead() {
        outcome = Outcome.LEAD;
        LockSupport.unpark(thread);
    }

    static void wake(Waiter waiter) {
        if (waiter != null) {
            LockSupport.unpark(waiter.thread);
        }
    }
}
