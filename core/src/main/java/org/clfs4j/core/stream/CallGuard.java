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
 *   idle ◀──leave/enter──▶ busy ──close──▶ closing ──leave──▶ closed
 *     └──────────────────────close─────────────────────────────▲
 * </pre>
 *
 * <p>What belongs to the context is given back on the way to closed: never while a call may still use it, and once.
 *
 * @threading safe for concurrent use
 */
final class CallGuard {

    private enum State {
        IDLE,
        BUSY,
        CLOSING,
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
        if (STATE.compareAndSet(this, State.IDLE, State.BUSY)) {
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
        return STATE.compareAndSet(this, State.IDLE, State.BUSY);
    }

    /** Ends a call. */
    void leave() {
        if (!STATE.compareAndSet(this, State.BUSY, State.IDLE)) {
            state = State.CLOSED;
            onClosed.run();
        }
    }

    /**
     * Closes the context, at the latest when the call under way ends.
     *
     * @return whether there is a call under way, which this has closed the context for
     */
    boolean close() {
        while (!closed()) {
            if (STATE.compareAndSet(this, State.IDLE, State.CLOSED)) {
                onClosed.run();
                return false;
            }
            if (STATE.compareAndSet(this, State.BUSY, State.CLOSING)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether the context was closed, perhaps during a call. */
    boolean closed() {
        State now = state;
        return now == State.CLOSING || now == State.CLOSED;
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
