package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that holds a claim is not let into what would wait for that claim. */
@Timeout(60)
class HeldClaimTest {

    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private static ByteBuffer record() {
        return ByteBuffer.allocate(100);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_PARAMETER));
    }

    /** One queue serves all streams, so that a flush of another stream hung for ever. */
    @Test
    void flushOfAnotherStreamIsRefused() throws LogException {
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogName.of("log:wal::"), OpenOptions.openAlways())) {
            log.containers().add(2, 1 << 20);
            try (MarshallingArea area = log.stream("one").createMarshallingArea(AREA);
                    MarshallingArea behind = log.stream("one").createMarshallingArea(AREA);
                    MarshallingArea other = log.stream("other").createMarshallingArea(AREA)) {
                other.append(record());
                Claim claim = area.claim(10, Append.NONE);
                behind.append(record()); // the claim's block is in the queue now
                refused(other::flush);
                refused(() -> other.append(record(), Append.FORCE_FLUSH));
                refused(() -> other.writeRestartArea(record(), Lsn.INVALID));
                refused(other::close);
                refused(behind::close);
                other.append(record());
                claim.commit();
                other.flush();
            }
        }
    }

    @Test
    void areaThatIsClosedAlreadyCanBeClosedAgain() throws LogException {
        try (LogFixture.Writing log = new LogFixture.Writing(new HeapStorage())) {
            MarshallingArea closed = log.stream().createMarshallingArea(AREA);
            closed.close();
            try (Claim claim = log.area().claim(10, Append.NONE)) {
                closed.close();
                assertThat(claim.lsn()).isEqualTo(Lsn.NULL);
            }
        }
    }

    /** Whoever aborts the claims of an area one after the other hung when one of them was being flushed behind the next one. */
    @Test
    void aClaimWhoseCommitWaitsForAnotherOneCanBeAborted() throws Exception {
        try (LogFixture.Writing log = new LogFixture.Writing(new HeapStorage())) {
            Claim older = log.area().claim(10, Append.NONE);
            Claim younger = log.area().claim(10, Append.FORCE_FLUSH);
            FutureTask<Lsn> commit = new FutureTask<>(younger::commit);
            awaitOver(started(commit), Thread.State.WAITING, Thread.State.TIMED_WAITING);
            FutureTask<Void> abort = new FutureTask<>(younger::abort, null);
            Thread aborter = started(abort);

            awaitOver(aborter, Thread.State.BLOCKED);

            assertThat(aborter.isAlive()).as("waits for the flush").isFalse();
            assertThat(commit.isDone()).isFalse();
            older.abort();
            assertThat(commit.get()).isEqualTo(younger.lsn());
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Returns when a thread is over, or waits. */
    private static void awaitOver(Thread thread, Thread.State... waiting) {
        while (!List.of(waiting).contains(thread.getState()) && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
