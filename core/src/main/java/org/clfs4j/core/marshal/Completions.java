package org.clfs4j.core.marshal;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Lsn;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Callers that are told later, in the order of their LSNs.
 *
 * <p>One task at a time waits for the youngest bound and completes all that are durable; it runs on the log's executor
 * and holds no lock while it completes.
 *
 * @threading safe for concurrent use
 */
final class Completions {

    /** Appends and says which LSN to report and below which bound all must be durable. */
    @FunctionalInterface
    interface Submission {
        Pending submit() throws LogException;
    }

    /** A caller that is told later; a value of {@code null} means the durable bound. */
    record Pending(long bound, Lsn value, LogStatus onFailure, CompletableFuture<Lsn> future) {
        Pending(long bound, Lsn value, LogStatus onFailure) {
            this(bound, value, onFailure, new CompletableFuture<>());
        }
    }

    private final LogWriter writer;
    private final Executor executor;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Completions(LogWriter writer, Executor executor) {
        this.writer = writer;
        this.executor = executor;
    }

    /** Submits in one step with queueing, so that the queue is in the order of LSNs. */
    CompletionStage<Lsn> submit(Submission submission) {
        Pending submitted;
        synchronized (pending) {
            try {
                submitted = submission.submit();
            } catch (LogException | RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
            pending.addLast(submitted);
        }
        schedule();
        return submitted.future().minimalCompletionStage();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            executor.execute(this::run);
        }
    }

    private void run() {
        scheduled.set(false);
        Pending youngest;
        synchronized (pending) {
            youngest = pending.peekLast();
        }
        if (youngest == null) {
            return;
        }
        try {
            writer.flush(youngest.bound(), LogStatus.CONTAINER_WRITE_FAILED);
        } catch (LogException e) {
            // Each of those that wait is told below, with what failed for it.
        }
        completeAll();
    }

    private synchronized void completeAll() {
        while (true) {
            Pending next;
            boolean durable;
            synchronized (pending) {
                next = pending.peekFirst();
                durable = next != null
                        && !Place.less(writer.state().durable(), next.bound());
                if (next == null || !durable && !writer.failed()) {
                    break;
                }
                pending.removeFirst();
            }
            if (durable) {
                Lsn value = next.value() == null ? Lsn.of(writer.state().durable()) : next.value();
                next.future().complete(value);
            } else {
                next.future()
                        .completeExceptionally(writer.failure()
                                .exception(
                                        next.onFailure(),
                                        "Log " + writer.failure().logName() + ": flushing up to LSN "
                                                + Place.text(next.bound()) + " failed"));
            }
        }
    }
}
