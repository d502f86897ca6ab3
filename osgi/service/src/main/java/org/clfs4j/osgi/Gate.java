package org.clfs4j.osgi;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets calls in until it is shut; then somebody can wait for the last one to come out.
 *
 * @threading safe for concurrent use; entering and leaving cost one atomic operation each
 */
final class Gate {

    private static final int SHUT = Integer.MIN_VALUE;

    /** How many are inside, {@link #SHUT} lower when it is shut. */
    private final AtomicInteger inside = new AtomicInteger();

    /** Lets a call in, which must {@link #leave}; false if the gate is shut. */
    boolean enter() {
        if (inside.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (inside.decrementAndGet() == SHUT) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Lets nobody in any more. */
    void shut() {
        inside.updateAndGet(count -> count < 0 ? count : count + SHUT);
    }

    boolean isShut() {
        return inside.get() < 0;
    }

    /** Returns when the shut gate has nobody inside; an interrupt is kept. */
    void awaitEmpty() {
        boolean interrupted = false;
        synchronized (this) {
            while (inside.get() != SHUT) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
