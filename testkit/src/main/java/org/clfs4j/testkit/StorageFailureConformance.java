package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * What a log does when its storage fails: it says so, takes no more, and loses nothing that was acknowledged.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class StorageFailureConformance extends CrashableLogConformance {

    /** For subclasses. */
    protected StorageFailureConformance() {}

    @Test
    void withoutRoomNothingIsCreatedOrAdded() throws Exception {
        storage.fillUp();
        refused(LogStatus.DISK_FULL, this::create, "log.blf");
        storage.heal();
        create(2);
        flushed("before");
        storage.fillUp();
        refused(LogStatus.DISK_FULL, () -> log.containers().add(1));
        assertThat(log.containers().list()).hasSize(2);
        flushed("needs no new file");
        storage.heal();
        log.containers().add(1);
        assertThat(log.containers().list()).hasSize(3);
        crash();
        assertThat(log.containers().list()).hasSize(3);
        assertThat(readAll()).containsExactly("before", "needs no new file");
    }

    @Test
    @Statements("A18")
    void aRecordWhoseFlushFailedIsInTheLogNevertheless() throws Exception {
        create(2);
        flushed("acknowledged");
        storage.failForces();
        Lsn next = stream.nextLsn();
        refused(LogStatus.APPENDED_FLUSH_FAILED, () -> flushed("not to be appended again"));
        assertThat(stream.nextLsn()).isGreaterThan(next);
        assertThat(log.information().lastRecordLsn().orElseThrow()).isGreaterThanOrEqualTo(next);
        assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(next);
        crash();
        assertThat(readAll())
                .isIn(List.of("acknowledged"), List.of("acknowledged", "not to be appended again"));
    }

    @Test
    void afterAFailedForceTheLogTakesNoMoreAndLosesNothingAcknowledged() throws Exception {
        create(2);
        Lsn acknowledged = flushed("acknowledged");
        Lsn unacknowledged = append("unacknowledged");
        storage.failForces();
        refused(LogStatus.CONTAINER_WRITE_FAILED, () -> area.flush(), "Container");
        storage.heal();
        assertFailed();
        assertThat(stream.flushedUpTo()).isGreaterThan(acknowledged).isLessThanOrEqualTo(unacknowledged);
        assertThat(readAt(acknowledged)).isEqualTo("acknowledged");
        crash();
        assertThat(readAll()).startsWith("acknowledged");
        assertThat(log.recovery().damage()).isEmpty();
        flushed("works again");
        crash();
        assertThat(readAll()).startsWith("acknowledged").endsWith("works again");
    }

    @Test
    void afterAFailedWriteTheLogTakesNoMoreAndLosesNothingAcknowledged() throws Exception {
        create(2);
        Lsn acknowledged = flushed("acknowledged");
        append("unacknowledged");
        storage.failWrites();
        refused(LogStatus.CONTAINER_WRITE_FAILED, () -> area.flush(), "Container");
        storage.heal();
        assertFailed();
        assertThat(readAt(acknowledged)).isEqualTo("acknowledged");
        crash();
        assertThat(readAll()).startsWith("acknowledged");
    }

    @Test
    void closingAFailedLogSaysSoOnceAndReopeningWorksInTheSameProcess() throws Exception {
        create(2);
        flushed("acknowledged");
        append("unacknowledged");
        storage.failForces();
        refused(LogStatus.CONTAINER_WRITE_FAILED, () -> area.flush());
        storage.heal();
        refused(LogStatus.STATE_INVALID, area::close);
        stream.close();
        refused(LogStatus.STATE_INVALID, log::close);
        area.close();
        log.close();
        abandon();
        reopen();
        assertThat(readAll()).startsWith("acknowledged");
        flushed("works again");
        crash();
        assertThat(readAll()).startsWith("acknowledged").endsWith("works again");
    }

    @Test
    void stagesUnderWayFailWhenTheForceDoes() throws Exception {
        QueueingExecutor background = new QueueingExecutor();
        create(2, OpenOptions.createNew().executor(background).checkOldBlocks(false));
        flushed("acknowledged");
        storage.failForces();
        List<CompletionStage<Lsn>> stages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stages.add(area.appendAsync(bytes("record " + i), Append.NONE));
        }
        background.runAll();
        for (CompletionStage<Lsn> stage : stages) {
            refused(LogStatus.APPENDED_FLUSH_FAILED, stage);
        }
        crash();
        assertThat(readAll()).startsWith("acknowledged");
    }

    @Test
    void metadataThatCannotBeForcedIsSaid() throws Exception {
        create(2);
        Lsn one = flushed("one");
        Lsn two = flushed("two");
        stream.advanceBase(two);
        storage.failForces();
        refused(LogStatus.METADATA_FLUSH_FAILED, stream::flushMetadata, "log.blf");
        crash();
        assertThat(stream.baseLsn()).isIn(one, two);
        assertThat(readAll()).endsWith("two");
    }

    @Test
    void aReaderReadsOnWhenWritingFails() throws Exception {
        create(2);
        for (int i = 0; i < 50; i++) {
            append(i + "-".repeat(500), i == 30 ? Append.FORCE_FLUSH : Append.NONE);
        }
        ReadContext context = read(stream.baseLsn());
        storage.failWrites();
        refused(LogStatus.CONTAINER_WRITE_FAILED, () -> area.flush());
        for (int i = 0; i <= 30; i++) {
            assertThat(context.next()).isTrue();
            assertThat(text(context.payload())).startsWith(i + "-");
        }
        abandon();
    }

    @Test
    void whoWaitsForMoreIsToldThatNothingComes() throws Exception {
        create(2);
        flushed("durable");
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        FutureTask<Boolean> waiting = Threads.start(() -> context.awaitNext(Duration.ofMinutes(1)));
        storage.failWrites();
        MarshallingArea other = area(SMALL_BLOCKS);
        other.append(bytes("never durable"));
        refused(LogStatus.CONTAINER_WRITE_FAILED, other::flush);
        try {
            // It may have seen the record in the queue, before the write failed.
            assertThat(Threads.result(waiting)).isTrue();
            assertThat(text(context.payload())).isEqualTo("never durable");
        } catch (LogException e) {
            assertThat(e.status()).isEqualTo(LogStatus.STATE_INVALID);
        }
        refused(LogStatus.STATE_INVALID, () -> context.awaitNext(Duration.ofMinutes(1)));
        assertThat(context.next()).isFalse();
        abandon();
    }

    private void assertFailed() throws Exception {
        for (int i = 0; i < 3; i++) {
            refused(LogStatus.STATE_INVALID, () -> append("no"));
            refused(LogStatus.STATE_INVALID, () -> flushed("no"));
            refused(LogStatus.STATE_INVALID, () -> area.flush());
            refused(LogStatus.STATE_INVALID, () -> area.claim(1, Append.NONE));
            refused(LogStatus.STATE_INVALID, () -> area.writeRestartArea(bytes("no"), Lsn.INVALID));
            refused(LogStatus.STATE_INVALID, area.appendAsync(bytes("no"), Append.NONE));
        }
    }
}
