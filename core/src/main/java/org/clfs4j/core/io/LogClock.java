package org.clfs4j.core.io;

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
}
