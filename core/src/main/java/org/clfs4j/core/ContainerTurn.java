package org.clfs4j.core;

import java.util.concurrent.locks.ReentrantLock;
import org.clfs4j.error.LogException;

/**
 * Lets one thread at a time change which containers a log has.
 *
 * <p>Whoever moves the base wants containers to be tidied up, but does not wait for an addition that fills files: it leaves
 * that to the thread whose turn it is.
 *
 * @threading safe for concurrent use
 */
final class ContainerTurn {

    private final ReentrantLock lock = new ReentrantLock();
    private Runnable tidying = () -> {};
    private volatile boolean wanted;

    /** What is done in a turn. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws LogException;
    }

    /** Sets how to tidy up, before the first turn. */
    void tidying(Runnable action) {
        tidying = action;
    }

    /** Waits for the turn and makes a change. */
    <T> T take(Change<T> change) throws LogException {
        lock.lock();
        try {
            return change.make();
        } finally {
            lock.unlock();
            tidyIfWanted();
        }
    }

    /** Tidies up, or lets the thread do it whose turn it is; never under another lock. */
    void tidy() {
        wanted = true;
        tidyIfWanted();
    }

    private void tidyIfWanted() {
        while (wanted && lock.tryLock()) {
            try {
                wanted = false;
                tidying.run();
            } finally {
                lock.unlock();
            }
        }
    }
}
