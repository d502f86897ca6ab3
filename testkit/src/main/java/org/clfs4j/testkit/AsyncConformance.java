package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * The forms that report through a {@link CompletionStage}.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class AsyncConformance extends LogConformance {

    private final QueueingExecutor background = new QueueingExecutor();

    /** For subclasses. */
    protected AsyncConformance() {}

    @Test
    void recordsAreDurableWhenTheirStageCompletes() throws Exception {
        create(2);
        List<CompletableFuture<Boolean>> durable = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            durable.add(area.appendAsync(bytes("record " + i), Append.NONE)
                    .thenApply(this::isDurable)
                    .toCompletableFuture());
        }
        assertThat(durable).allMatch(CompletableFuture::join);
        assertThat(readAll()).hasSize(100).startsWith("record 0", "record 1").endsWith("record 99");
    }

    private boolean isDurable(Lsn lsn) {
        try {
            return stream.flushedUpTo().isGreater(lsn);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stagesCompleteInTheOrderOfTheirLsnsOnTheExecutor() throws Exception {
        createQuiet();
        List<Lsn> completed = new ArrayList<>();
        List<Thread> completers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            area.appendAsync(bytes("record " + i), Append.NONE).thenAccept(lsn -> {
                assertThat(isDurable(lsn)).isTrue();
                completed.add(lsn);
                completers.add(Thread.currentThread());
            });
            if (i % 10 == 9) {
                flushed("flushed between");
                assertThat(completed).isEmpty();
            }
        }
        background.runAll();
        assertThat(completed).hasSize(50).isSorted().doesNotHaveDuplicates();
        assertThat(completers).containsOnly(Thread.currentThread());
        assertThat(lsns()).hasSize(55).containsAll(completed);
    }

    @Test
    void stagesOfManyThreadsCompleteInTheOrderOfTheirLsns() throws Exception {
        createQuiet();
        List<Lsn> completed = Collections.synchronizedList(new ArrayList<>());
        Threads.run(4, number -> {
            for (int i = 0; i < 100; i++) {
                area.appendAsync(bytes(number + "/" + i), Append.NONE).thenAccept(completed::add);
            }
            return null;
        });
        assertThat(completed).isEmpty();
        background.runAll();
        assertThat(completed).hasSize(400).isSorted();
        assertThat(lsns()).isEqualTo(completed);
    }

    @Test
    void theBytesAreCopiedBeforeTheCallReturns() throws Exception {
        createQuiet();
        ByteBuffer reused = bytes("as it was").duplicate();
        CompletionStage<Lsn> stage = area.appendAsync(reused, Append.NONE);
        reused.put(0, (byte) 'X');
        background.runAll();
        assertThat(readAt(stage.toCompletableFuture().join())).isEqualTo("as it was");
    }

    @Test
    void flushAsyncCompletesWithTheBound() throws Exception {
        createQuiet();
        Lsn lsn = append("record");
        CompletableFuture<Lsn> bound = area.flushAsync().toCompletableFuture();
        CompletableFuture<Lsn> to = area.flushToAsync(lsn).toCompletableFuture();
        CompletableFuture<Lsn> all = area.flushToAsync(Lsn.NULL).toCompletableFuture();
        assertThat(bound).isNotDone();
        background.runAll();
        assertThat(bound.join()).isEqualTo(stream.nextLsn()).isEqualTo(stream.flushedUpTo());
        assertThat(to.join()).isGreaterThan(lsn);
        assertThat(all.join()).isEqualTo(stream.nextLsn());
    }

    @Test
    void linksAndLargeRecordsWorkAsInTheBlockingForm() throws Exception {
        createQuiet();
        Lsn first = append("first");
        Append linked = Append.NONE.previous(first).undoNext(Lsn.NULL);
        CompletionStage<Lsn> stage = area.appendAsync(ByteBuffer.allocate(area.maxRecordSize(linked)), linked);
        background.runAll();
        var context = read(stage.toCompletableFuture().join());
        assertThat(context.next()).isTrue();
        assertThat(context.previous()).isEqualTo(first);
        assertThat(context.undoNext()).isEqualTo(Lsn.NULL);
    }

    @Test
    void refusalsComeThroughTheStage() throws Exception {
        createQuiet();
        append("record");
        Lsn next = stream.nextLsn();
        CompletionStage<Lsn> beyond = area.flushToAsync(next);
        CompletionStage<Lsn> tooLarge = area.appendAsync(ByteBuffer.allocate(BLOCK), Append.NONE);
        background.runAll();
        refused(LogStatus.INVALID_RANGE, beyond, next);
        refused(LogStatus.INVALID_PARAMETER, tooLarge, BLOCK);
        area.close();
        background.runAll();
        CompletionStage<Lsn> closed = area.appendAsync(bytes("no"), Append.NONE);
        CompletionStage<Lsn> flush = area.flushAsync();
        background.runAll();
        refused(LogStatus.INVALID_HANDLE, closed);
        refused(LogStatus.INVALID_HANDLE, flush);
    }

    @Test
    void withoutWriteAccessTheStageSaysSo() throws Exception {
        create(2);
        append("record");
        reopen(OpenOptions.openExisting().access(Access.READ));
        refused(LogStatus.ACCESS_DENIED, area.appendAsync(bytes("no"), Append.NONE));
    }

    @Test
    void aCompletionMayUseTheLog() throws Exception {
        create(2);
        Lsn second = area.appendAsync(bytes("first"), Append.NONE)
                .thenCompose(lsn -> area.appendAsync(bytes("second"), Append.NONE.previous(lsn)))
                .thenApply(lsn -> {
                    try {
                        area.flush();
                        return append("third", Append.FORCE_FLUSH).isGreater(lsn) ? lsn : null;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toCompletableFuture()
                .join();
        assertThat(second).isNotNull();
        assertThat(readAll()).containsExactly("first", "second", "third");
    }

    @Test
    void closingTheLogCompletesWhatIsStillUnderWay() throws Exception {
        create(2);
        List<CompletableFuture<Lsn>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.add(area.appendAsync(bytes("record " + i), Append.NONE).toCompletableFuture());
        }
        closeAll();
        List<Lsn> lsns = stages.stream().map(CompletableFuture::join).toList();
        reopen();
        assertThat(lsns()).isEqualTo(lsns);
    }

    private void createQuiet() throws Exception {
        create(2, OpenOptions.createNew().executor(background).checkOldBlocks(false));
    }
}
