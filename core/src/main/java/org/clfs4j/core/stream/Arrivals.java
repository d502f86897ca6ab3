package org.clfs4j.core.stream;

import org.clfs4j.core.io.LogClock;

/**
 * Those who wait for more records of a stream.
 *
 * <p>Whoever makes a record visible signals; while nobody waits, that is one volatile read. Nothing is lost in between: a
 * waiter first says that it waits, then looks whether there is something, then sleeps until a signal that came after it
 * looked.
 *
 * <pre>
 *   join ─▶ signals ─▶ look ── nothing ──▶ await(signals seen) ─▶ signals ─▶ …  ─▶ leave
 * </pre>
 *
 * <p>Where records come from another process nobody signals, but for the end of a wait; one has to look from time to time.
 *
 * @threading safe for concurrent use; nothing is called while its monitor is held
 */
public final class Arrivals {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long FIRST_PAUSE = NANOS_PER_MILLI;
    private static final long LONGEST_PAUSE = 50 * NANOS_PER_MILLI;

    private final boolean signalled;
    private volatile int waiting;
    private volatile long signals;

    private Arrivals(boolean signalled) {
        this.signalled = signalled;
    }

    /** Creates the arrivals of a stream whose writer signals. */
    public static Arrivals signalled() {
        return new Arrivals(true);
    }

    /** Creates the arrivals of a stream that another process may write. */
    public static Arrivals polled() {
        return new Arrivals(false);
    }

    /** Wakes all who wait; to be called after what they wait for has become visible. */
    public void signal() {
        if (waiting > 0) {
            wake();
        }
    }

    private synchronized void wake() {
        signals++;
        notifyAll();
    }

    /** Says that somebody waits; {@link #leave} must follow. */
    synchronized void join() {
        waiting++;
    }

    /** Says that somebody waits no more. */
    synchronized void leave() {
        waiting--;
    }

    /** Returns how many signals there were, to be asked before looking. */
    long signals() {
        return signals;
    }

    /** Returns after how many nanoseconds to look without a signal, for the first time or after a pause. */
    long pauseAfter(long pause) {
        if (signalled) {
            return Long.MAX_VALUE;
        }
        return pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
    }

    /** Waits until there was a signal after those seen, or some time has passed; may also return for no reason. */
    synchronized void await(long seen, LogClock clock, long nanos) throws InterruptedException {
        if (signals == seen) {
            clock.await(this, nanos);
        }
    }
}
