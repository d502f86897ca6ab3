package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Truncating a stream meets callers who wait for what goes. */
class TruncatedStreamTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Runnable> tasks = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    @Test
    void recordAppendedDuringAFlushForWhatWasCutIsNotReportedDurable() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 4096, 2);
        Lsn first = area.append(WriterFixture.record(8), Append.FORCE_FLUSH);
        area.append(WriterFixture.record(8));
        long boundBeforeTheCut = stream.next();
        stream.truncate(first);
        stream.makeRoom(area, 16, true);
        stream.lane().request(boundBeforeTheCut);

        stream.closeRequested();
        long appended = area.appendAsLong(WriterFixture.record(8), Append.NONE);
        stream.nothingWasQueued();

        assertThat(Lsn.of(appended).isLess(Lsn.of(stream.lane().durable()))).isFalse();
    }

    @Test
    void callersWhoseRecordsWereCutBeforeTheyWereToldAreToldAllTheSame() throws Exception {
        WriterFixture fixture = new WriterFixture(LogKind.DEDICATED, tasks::add);
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 4096, 4);
        Lsn kept = area.append(WriterFixture.record(8), Append.FORCE_APPEND);
        List<CompletableFuture<Lsn>> cut = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cut.add(area.appendAsync(WriterFixture.record(3000), Append.NONE).toCompletableFuture());
        }
        cut.add(area.flushAsync().toCompletableFuture());
        stream.truncate(kept);
        CompletableFuture<Lsn> later = area.appendAsync(WriterFixture.record(8), Append.NONE).toCompletableFuture();

        runTasks();

        assertThat(cut).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(later).isCompleted();
        assertThat(cut.get(0).join()).as("the LSN was used again").isEqualTo(later.join());
        assertThat(later.join().isLess(Lsn.of(stream.state().durable()))).isTrue();
    }

    @Test
    void flushOfWhatWasCutMeanwhileIsDone() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 4096, 4);
        Lsn kept = area.append(WriterFixture.record(8), Append.FORCE_APPEND);
        area.append(WriterFixture.record(3000));
        long bound = stream.next();
        stream.truncate(kept);

        stream.flush(bound);

        assertThat(fixture.failure.failed()).isFalse();
    }

    @Test
    void nothingIsAcknowledgedOnceATruncationHasFailed() throws Exception {
        for (int round = 0; round < 300; round++) {
            WriterFixture fixture = WriterFixture.dedicated();
            StreamWriter stream = fixture.stream("");
            Area area = fixture.area(stream, 512, 4);
            Lsn kept = area.append(WriterFixture.record(8), Append.FORCE_FLUSH);
            AtomicBoolean failed = new AtomicBoolean();
            fixture.storage.onWrite(file -> {
                if (file.endsWith(LogName.BASE_LOG_FILE_EXTENSION)) {
                    failed.set(true);
                    throw new IOException("the disk is gone");
                }
            });
            Future<Boolean> acknowledged = threads.submit(() -> appendUntilRefused(area, failed));

            assertThatExceptionOfType(LogFailedException.class).isThrownBy(() -> stream.truncate(kept));

            assertThat(acknowledged.get(60, TimeUnit.SECONDS)).as("round %d", round).isFalse();
        }
    }

    /** Returns whether a record was acknowledged whose append began after the failure. */
    private static boolean appendUntilRefused(Area area, AtomicBoolean failed) {
        boolean behindFailure = false;
        try {
            while (true) {
                boolean late = failed.get();
                area.append(WriterFixture.record(8), Append.FORCE_FLUSH);
                behindFailure |= late;
            }
        } catch (LogException e) {
            return behindFailure;
        }
    }
}
