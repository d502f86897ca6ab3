package org.clfs4j.core.marshal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;

/**
 * The first failure of storage, which ends all writing until the log is opened again.
 *
 * <p>After a failed write or force nobody knows what is on storage; forcing again could succeed and mean nothing.
 *
 * @threading safe for concurrent use
 */
public final class Failure {

    private final String logName;
    private final AtomicReference<Throwable> cause = new AtomicReference<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Creates the latch of one log. */
    public Failure(String logName) {
        this.logName = logName;
    }

    /** Tells whether the log has failed. */
    public boolean failed() {
        return cause.get() != null;
    }

    /** Ends all writing; only the first failure counts. */
    void fail(Throwable failure) {
        if (cause.compareAndSet(null, failure)) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Has an action run when the log fails; it must not wait for anything. */
    void onFailure(Runnable action) {
        listeners.add(action);
    }

    /** Does nothing unless the log has failed. */
    public void check() throws LogException {
        if (failed()) {
            throw exception(LogStatus.STATE_INVALID, "Log " + logName + " failed earlier and must be reopened");
        }
    }

    /** Ends all writing and makes the exception that says why. */
    public LogException latch(Throwable failure, LogStatus status, String what) {
        fail(failure);
        return exception(status, what);
    }

    /** Makes the exception that tells the failure. */
    public LogException exception(LogStatus status, String what) {
        Throwable first = cause.get();
        return new LogFailedException(
                status, what + "; the failure was: " + (first == null ? "unknown" : first), first);
    }

    /** Returns the name to show in messages. */
    public String logName() {
        return logName;
    }
}
