package org.clfs4j.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.clfs4j.Damage;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.recovery.OldBlockCheck;
import org.clfs4j.core.stream.LogBlocks;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;

/**
 * The damage of an open log that is known so far: what recovery found, and what is found since in the live blocks that
 * recovery did not read.
 *
 * @threading safe for concurrent use
 */
final class KnownDamage {

    private final List<Damage> byRecovery;
    private final List<Damage> inOldBlocks = new CopyOnWriteArrayList<>();
    private final CompletableFuture<List<Damage>> checked = new CompletableFuture<>();
    private volatile boolean stopped;

    KnownDamage(List<Damage> byRecovery) {
        this.byRecovery = byRecovery;
    }

    /** Returns the damaged places in order. */
    List<Damage> list() {
        List<Damage> all = new ArrayList<>(inOldBlocks);
        all.addAll(byRecovery);
        return List.copyOf(all);
    }

    /** Returns when all live blocks have been checked, with all damage. */
    CompletionStage<List<Damage>> checked() {
        return checked.minimalCompletionStage();
    }

    /** Declares the check done without doing it. */
    void checkNothing() {
        checked.complete(list());
    }

    /** Checks in the background the live blocks below a place. */
    void checkBelow(long place, LogBlocks source, Executor executor) {
        if (!Place.less(source.tail(), place)) {
            checkNothing();
            return;
        }
        checkSlice(new OldBlockCheck(source, place, inOldBlocks::add, () -> stopped), source.logName(), executor);
    }

    private void checkSlice(OldBlockCheck check, String logName, Executor executor) {
        try {
            executor.execute(() -> {
                boolean more = false;
                try {
                    more = check.runSlice();
                    if (more) {
                        checkSlice(check, logName, executor);
                    } else {
                        checked.complete(list());
                    }
                } catch (IOException | RuntimeException e) {
                    checked.completeExceptionally(new LogFailedException(
                            LogStatus.CONTAINER_READ_FAILED, "Log " + logName + " could not be read", e));
                } finally {
                    if (!more) {
                        check.close();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            checked.completeExceptionally(e);
            check.close();
        }
    }

    /** Ends the check, because the log is closed. */
    void stop() {
        stopped = true;
    }
}
