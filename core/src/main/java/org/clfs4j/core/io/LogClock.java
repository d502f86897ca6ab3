package org.clfs4j.core.io;

import java.util.concurrent.TimeUnit;

/**
 * The engine's only source of time. Time never decides order, validity or recovery.
 *
 * @threading safe for concurrent use
 */
public interface LogClock {

    /** The machine's clocks. */
    LogClock SYSTEM = new LogClock() {
        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /**
     * Returns the wall-clock time.
     *
     * @return milliseconds since 1970 UTC
     */
    long epochMillis();

    /**
     * Returns the time since some fixed moment.
     *
     * @return nanoseconds
     */
    long nanos();

    /**
     * Waits until the calling thread is notified or time has passed; may also return for no reason.
     *
     * @param monitor whose owner the thread is
     * @param nanos how many nanoseconds to wait at most, more than 0
     * @throws InterruptedException if the thread was interrupted before or meanwhile
     */
    default void await(Object monitor, long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
    }
}
