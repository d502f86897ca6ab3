package org.clfs4j.osgi;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;

/**
 * Sees in the answers of a log that it is full, or that it has failed: the log itself tells nobody else.
 *
 * <p>A log that has refused a record is full until it takes one that is as large. That it is full or has failed is not told by
 * the thread that was answered: whoever listens may do anything, and close what the thread is in the middle of.
 *
 * @threading safe for concurrent use
 */
final class LogWatch {

    private final Executor telling;
    private final Consumer<LogWatch> listener;
    private LogException failure;

    /** The refusal of the smallest record that was refused, and its size; what is appended meanwhile looks at the size only. */
    private LogException refusal;

    private volatile long refusedBytes = Long.MAX_VALUE;

    /**
     * Watches a log.
     *
     * @param telling runs the listener
     * @param listener is told that something has changed, and looks what it is
     */
    LogWatch(Executor telling, Consumer<LogWatch> listener) {
        this.telling = telling;
        this.listener = listener;
    }

    /** Is told of any call that was not answered with what was asked for. */
    void refused(LogException e) {
        // Reading fails for itself: the log goes on.
        if (e instanceof LogFailedException && e.status() != LogStatus.CONTAINER_READ_FAILED) {
            hasFailed(e);
        }
    }

    /** Is told of a record that was not appended. */
    void refused(LogException e, long bytes) {
        if (e instanceof LogFullException) {
            isFull(e, bytes);
        } else {
            refused(e);
        }
    }

    /** Is told of a record that was appended. */
    void taken(long bytes) {
        if (bytes >= refusedBytes) {
            hasRoom(bytes);
        }
    }

    private void hasFailed(LogException e) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = e;
        }
        tell();
    }

    private void isFull(LogException e, long bytes) {
        synchronized (this) {
            boolean known = refusal != null;
            if (bytes < refusedBytes) {
                refusal = e;
                refusedBytes = bytes;
            }
            if (known) {
                return;
            }
        }
        tell();
    }

    private void hasRoom(long bytes) {
        synchronized (this) {
            if (bytes < refusedBytes) {
                return;
            }
            refusal = null;
            refusedBytes = Long.MAX_VALUE;
        }
        tell();
    }

    private void tell() {
        telling.execute(() -> listener.accept(this));
    }

    /** Returns what the failed log has answered. */
    synchronized Optional<LogException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns what the full log has answered. */
    synchronized Optional<LogException> refusal() {
        return Optional.ofNullable(refusal);
    }
}
