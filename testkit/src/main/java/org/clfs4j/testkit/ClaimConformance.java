package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Writing records in place: claim, then commit or abort.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ClaimConformance extends LogConformance {

    /** For subclasses. */
    protected ClaimConformance() {}

    @Test
    void aCommittedClaimIsARecord() throws Exception {
        create(2);
        Claim claim = area.claim(5, Append.NONE);
        assertThat(claim.buffer().remaining()).isEqualTo(5);
        assertThat(claim.buffer().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        claim.buffer().put(bytes("claim"));
        Lsn lsn = claim.commit();
        assertThat(lsn).isEqualTo(claim.lsn());
        assertThat(readAt(lsn)).isEqualTo("claim");
        reopen();
        assertThat(readAll()).containsExactly("claim");
    }

    @Test
    void anAbortedClaimIsNeverSeen() throws Exception {
        create(2);
        append("before");
        try (Claim claim = area.claim(7, Append.NONE)) {
            claim.buffer().put(bytes("aborted"));
        }
        Claim aborted = area.claim(0, Append.FORCE_FLUSH);
        aborted.abort();
        append("after");
        assertThat(readAll()).containsExactly("before", "after");
        refused(LogStatus.RECORD_NONEXISTENT, () -> readAt(aborted.lsn()), aborted.lsn());
        reopen();
        assertThat(readAll()).containsExactly("before", "after");
    }

    @Test
    void aLogOfAbortedClaimsOnlyIsReadAsEmpty() throws Exception {
        create(2);
        for (int i = 0; i < 600; i++) {
            area.claim(20, Append.NONE).abort();
        }
        area.flush();
        assertThat(log.information().lastRecordLsn()).isEmpty();
        assertThat(readFromNext()).isEmpty();
        flushed("first");
        reopen();
        assertThat(readAll()).containsExactly("first");
    }

    private List<String> readFromNext() throws Exception {
        return readAll(area, stream.nextLsn());
    }

    @Test
    void theVisibilityAskedForIsThereAfterCommit() throws Exception {
        create(2);
        Claim flushed = area.claim(3, Append.FORCE_FLUSH);
        flushed.buffer().put(bytes("one"));
        assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(flushed.lsn());
        flushed.commit();
        assertThat(stream.flushedUpTo()).isGreaterThan(flushed.lsn());

        Claim queued = area.claim(3, Append.FORCE_APPEND);
        queued.buffer().put(bytes("two"));
        queued.commit();
        MarshallingArea other = track(track(another(OpenOptions.openExisting()).stream())
                .createMarshallingArea(SMALL_BLOCKS));
        assertThat(readAll(other, flushed.lsn())).containsExactly("one", "two");
    }

    @Test
    void linksOfAClaimAreStored() throws Exception {
        create(2);
        Lsn first = append("first");
        Claim claim = area.claim(1, Append.NONE.previous(first).undoNext(Lsn.NULL));
        claim.buffer().put((byte) 'x');
        ReadContext context = read(claim.commit());
        assertThat(context.next()).isTrue();
        assertThat(context.previous()).isEqualTo(first);
        assertThat(context.undoNext()).isEqualTo(Lsn.NULL);
    }

    @Test
    void aClaimEndsOnce() throws Exception {
        create(2);
        Claim committed = area.claim(1, Append.NONE);
        committed.buffer().put((byte) 'c');
        committed.commit();
        refused(LogStatus.INVALID_HANDLE, committed::commit);
        committed.abort();
        Claim aborted = area.claim(1, Append.NONE);
        aborted.buffer().put((byte) 'a');
        aborted.abort();
        refused(LogStatus.INVALID_HANDLE, aborted::commit);
        aborted.close();
        assertThat(readAll()).containsExactly("c");
    }

    @Test
    void anAppendThatWouldWaitForAClaimOfItsThreadAppendsNothing() throws Exception {
        create(2);
        Claim claim = area.claim(4, Append.NONE);
        claim.buffer().put(bytes("kept"));
        refused(LogStatus.INVALID_PARAMETER, () -> append("no", Append.FORCE_FLUSH), claim.lsn());
        refused(LogStatus.INVALID_PARAMETER, () -> area.append(List.of(bytes("n"), bytes("o")), Append.FORCE_FLUSH));
        refused(LogStatus.INVALID_PARAMETER, () -> area.append(bytes("no"), Append.FORCE_FLUSH, 100));
        Claim second = area.claim(4, Append.FORCE_FLUSH);
        second.buffer().put(bytes("also"));
        refused(LogStatus.INVALID_PARAMETER, second::commit, claim.lsn());
        claim.commit();
        assertThat(second.commit()).isEqualTo(second.lsn());
        assertThat(stream.flushedUpTo()).isGreaterThan(second.lsn());
        assertThat(area.reservation().records()).isZero();
        assertThat(readAll()).containsExactly("kept", "also");
    }

    @Test
    void aNegativeLengthIsRefused() throws Exception {
        create(2);
        refused(LogStatus.INVALID_PARAMETER, () -> area.claim(-1, Append.NONE), -1);
        assertThat(lsnsAfterOneAppend()).hasSize(1);
    }

    private List<Lsn> lsnsAfterOneAppend() throws Exception {
        append("x");
        return lsns();
    }

    @Test
    void laterRecordsMayBeAppendedWhileAClaimIsOpen() throws Exception {
        create(2);
        Claim first = area.claim(5, Append.NONE);
        Claim second = area.claim(6, Append.NONE);
        append("third");
        second.buffer().put(bytes("second"));
        second.commit();
        first.buffer().put(bytes("first"));
        first.commit();
        assertThat(readAll()).containsExactly("first", "second", "third");
    }

    @Test
    void aFlushOfAnotherThreadWaitsForTheClaim() throws Exception {
        create(2);
        Claim claim = area.claim(5, Append.NONE);
        FutureTask<Lsn> flush = Threads.start(() -> append("later", Append.FORCE_FLUSH));
        claim.buffer().put(bytes("claim"));
        assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(claim.lsn());
        claim.commit();
        Lsn later = Threads.result(flush);
        assertThat(later).isGreaterThan(claim.lsn());
        assertThat(stream.flushedUpTo()).isGreaterThan(later);
        assertThat(readAll()).containsExactly("claim", "later");
    }

    @Test
    void aClaimMayBeCommittedByAnotherThread() throws Exception {
        create(2);
        Claim claim = area.claim(5, Append.FORCE_FLUSH);
        Threads.result(Threads.start(() -> {
            claim.buffer().put(bytes("other"));
            return claim.commit();
        }));
        assertThat(readAll()).containsExactly("other");
    }

    @Test
    void claimsOfEveryLengthComeBack() throws Exception {
        create(3);
        int max = area.maxRecordSize();
        int count = 0;
        for (int length = 0; length <= max; length += 97) {
            Claim claim = area.claim(length, Append.NONE);
            ByteBuffer target = claim.buffer();
            while (target.hasRemaining()) {
                target.put((byte) length);
            }
            claim.commit();
            count++;
        }
        reopen();
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            for (int i = 0; i < count; i++) {
                assertThat(context.next()).isTrue();
                byte[] expected = new byte[i * 97];
                Arrays.fill(expected, (byte) (i * 97));
                assertThat(context.payload()).isEqualTo(ByteBuffer.wrap(expected));
            }
            assertThat(context.next()).isFalse();
        }
    }
}
