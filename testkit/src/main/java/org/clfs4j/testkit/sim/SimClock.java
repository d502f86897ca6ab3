package org.clfs4j.testkit.sim;

import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.io.LogClock;

/**
 * A clock that moves when it is told to.
 *
 * @threading safe for concurrent use
 */
public final class SimClock implements LogClock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private volatile long wallClockAtZero;

    /**
     * Creates a clock that stands still.
     *
     * @param epochMillis milliseconds since 1970 UTC
     */
    public SimClock(long epochMillis) {
        wallClockAtZero = epochMillis;
    }

    @Override
    public long epochMillis() {
        return wallClockAtZero + nanos.get() / NANOS_PER_MILLI;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Lets the time pass at once, without waiting. */
    @Override
    public void await(Object monitor, long passed) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        advance(passed);
    }

    /**
     * Lets time pass.
     *
     * @param passed nanoseconds, at least 0
     */
    public void advance(long passed) {
        if (passed < 0) {
            throw new IllegalArgumentException("time does not run backwards: " + passed + " ns");
        }
        nanos.addAndGet(passed);
    }

    /**
     * Sets the wall clock, as an administrator does: forwards or backwards. The time for measuring goes on.
     *
     * @param now milliseconds since 1970 UTC
     */
    public void set(long now) {
        wallClockAtZero = now - nanos.get() / NANOS_PER_MILLI;
    }
}
