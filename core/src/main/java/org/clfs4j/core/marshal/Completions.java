package org.clfs4j.core.marshal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Lsn;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Callers of one stream that are told later, in the order of their LSNs.
 *
 * <p>One task at a time waits for the youngest bound and completes all that are durable; it runs on the log's executor
 * and holds no lock while it completes.
 *
 * @threading safe for concurrent use
 */
final class Completions {

    private static final Logger LOGGER = System.getLogger(Completions.class.getName());

    /** Appends and says which LSN to report and below which bound all must be durable; {@code null} if it would have to wait. */
    @FunctionalInterface
    interface Submission {
        Pending submit() throws LogException;
    }

    /** A caller that is told later; a value of {@code null} means the durable bound. */
    record Pending(long bound, Lsn value, LogStatus onFailure, CompletableFuture<Lsn> future) {
        Pending(long bound, Lsn value, LogStatus onFailure) {
            this(bound, value, onFailure, new CompletableFuture<>());
        }

        /** Returns the same caller when all that it waits for is durable. */
        Pending durable() {
            return new Pending(0, value, onFailure, future);
        }
    }

    /** Ends the stream earlier, if everything is durable. */
    @FunctionalInterface
    interface Cutting {
        boolean cut() throws LogException;
    }

    private final StreamWriter stream;
    private final Executor executor;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final AtomicInteger submissions = new AtomicInteger();

    Completions(StreamWriter stream, Executor executor) {
        this.stream = stream;
        this.executor = executor;
    }

    /** Submits in one step with queueing, so that the queue is in the order of LSNs; nobody waits for memory in this step. */
    CompletionStage<Lsn> submit(Submission submission) {
        Pending submitted;
        try {
            submitted = trySubmit(submission);
            while (submitted == null) {
                stream.waitForFlush();
                submitted = trySubmit(submission);
            }
        } catch (LogException | RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
        schedule();
        return submitted.future().minimalCompletionStage();
    }

    private Pending trySubmit(Submission submission) throws LogException {
        synchronized (pending) {
            Pending submitted = submission.submit();
            if (submitted != null) {
                pending.addLast(submitted);
            }
            return submitted;
        }
    }

    /** Cuts the stream while nobody submits. What was submitted before was durable then, though its bound may not be reached again. */
    boolean cut(Cutting cutting) throws LogException {
        synchronized (pending) {
            boolean done = cutting.cut();
            if (done) {
                List<Pending> durable = pending.stream().map(Pending::durable).toList();
                pending.clear();
                pending.addAll(durable);
            }
            return done;
        }
    }

    private void schedule() {
        if (submissions.getAndIncrement() > 0) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RuntimeException | Error e) {
            // An executor that was shut down, or has no thread to spare, must not leave anybody waiting for ever.
            LOGGER.log(Level.DEBUG, "The executor took no task, which is done by the caller", e);
            run();
        }
    }

    /** Serves submissions until there are none; one thread at a time. */
    private void run() {
        int served = submissions.get();
        while (served > 0) {
            flushYoungest();
            completeAll();
            served = submissions.addAndGet(-served);
        }
    }

    private void flushYoungest() {
        Pending youngest;
        synchronized (pending) {
            youngest = pending.peekLast();
        }
        if (youngest == null) {
            return;
        }
        try {
            stream.flushBelow(youngest.bound(), LogStatus.CONTAINER_WRITE_FAILED);
        } catch (LogException e) {
            // Each of those that wait is told below, with what failed for it.
            LOGGER.log(Level.DEBUG, "A flush for waiting completions failed", e);
        }
    }

    private void completeAll() {
        while (true) {
            Pending next;
            boolean durable;
            synchronized (pending) {
                next = pending.peekFirst();
                durable = next != null && !Place.less(stream.lane().durable(), next.bound());
                if (next == null || !durable && !stream.log().failed()) {
                    break;
                }
                pending.removeFirst();
            }
            if (durable) {
                Lsn value = next.value() == null ? Lsn.of(stream.state().durable()) : next.value();
                next.future().complete(value);
            } else {
                next.future()
                        .completeExceptionally(stream.log()
                                .failure()
                                .exception(
                                        next.onFailure(),
                                        "Log " + stream.log().failure().logName() + ": flushing up to LSN "
                                                + Place.text(next.bound()) + " failed"));
            }
        }
    }
}
