package org.clfs4j.core.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Lets one call at a time into a read context, and none once it is closed.
 *
 * <pre>
 *   idle ◀──leave/enter──▶ busy ──close──▶ closing ──leave──▶ giving back ──▶ closed
 *     └───────────────────────close──────────────────────────────▲
 * </pre>
 *
 * <p>What belongs to the context is given back on the way to closed: never while a call may still use it, and once. Whoever closes
 * the context waits for that, unless it is what the same thread is in the middle of.
 *
 * @threading safe for concurrent use
 */
final class CallGuard {

    private enum State {
        IDLE,
        BUSY,
        CLOSING,
        GIVING_BACK,
        CLOSED
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CallGuard.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable onClosed;

    private volatile State state = State.IDLE;

    /** The thread that is in a call or gives back; it is never seen here by a thread that is not it. */
    private Thread inside;

    /**
     * Creates the guard of an open context.
     *
     * @param onClosed gives back what belongs to the context
     */
    CallGuard(Runnable onClosed) {
        this.onClosed = onClosed;
    }

    /** Begins a call; {@link #leave} must follow unless this throws. */
    void enter() throws LogException {
        if (tryEnter()) {
            return;
        }
        if (closed()) {
            throw invalid();
        }
        throw new LogUsageException(
                LogStatus.BUSY, "Another thread is in a call of this read context, which is for one thread at a time");
    }

    /** Begins a call, if none is under way and the context is open; then {@link #leave} must follow. */
    boolean tryEnter() {
        if (!STATE.compareAndSet(this, State.IDLE, State.BUSY)) {
            return false;
        }
        inside = Thread.currentThread();
        return true;
    }

    /** Ends a call. */
    void leave() {
        inside = null;
        if (!STATE.compareAndSet(this, State.BUSY, State.IDLE)) {
            state = State.GIVING_BACK;
            giveBack();
        }
    }

    private void giveBack() {
        inside = Thread.currentThread();
        try {
            onClosed.run();
        } finally {
            inside = null;
            synchronized (this) {
                state = State.CLOSED;
                notifyAll();
            }
        }
    }

    /**
     * Closes the context, and returns when what belongs to it is given back: when the call under way has ended, or another thread has
     * closed it.
     *
     * @param callEnder makes the call that is under way end, if it waits
     */
    void close(Runnable callEnder) {
        while (!closed()) {
            if (STATE.compareAndSet(this, State.IDLE, State.GIVING_BACK)) {
                giveBack();
            } else if (STATE.compareAndSet(this, State.BUSY, State.CLOSING)) {
                callEnder.run();
            }
        }
        if (inside != Thread.currentThread()) {
            awaitGivenBack();
        }
    }

    /** An interrupt is kept. */
    private void awaitGivenBack() {
        boolean interrupted = false;
        synchronized (this) {
            while (state != State.CLOSED) {
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

    /** Tells whether the context was closed, perhaps during a call. */
    boolean closed() {
        State now = state;
        return now != State.IDLE && now != State.BUSY;
    }

    /** Refuses to go on in a call during which the context was closed. */
    void check() throws LogException {
        if (closed()) {
            throw invalid();
        }
    }

    private static LogException invalid() {
        return new LogUsageException(LogStatus.READ_CONTEXT_INVALID, "The read context was closed");
    }
}
