package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Reading records, and what read contexts promise in every mode; chains have {@link ChainConformance}.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ReadConformance extends LogConformance {

    /** For subclasses. */
    protected ReadConformance() {}

    @Test
    @Statements("D1")
    void fromTheBaseAllRecordsComeInOrderUntilTheEnd() throws Exception {
        create(3);
        List<Lsn> lsns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(i + "-".repeat(i * 13 % 2000));
            lsns.add(append(texts.get(i), i % 7 == 0 ? Append.FORCE_APPEND : Append.NONE));
        }
        assertThat(lsns.get(999).containerId()).isPositive();
        assertThat(lsns()).isEqualTo(lsns);
        ReadContext context = read(lsns.get(999));
        assertThat(context.end()).isEmpty();
        assertThat(context.next()).isTrue();
        assertThat(context.end()).isEmpty();
        assertThat(context.next()).isFalse();
        assertThat(context.end()).contains(LogStatus.END_OF_FILE);
        assertThat(readAll()).isEqualTo(texts);
        reopen();
        assertThat(lsns()).isEqualTo(lsns);
        assertThat(readAll()).isEqualTo(texts);
    }

    @Test
    void everyRecordCanBeTheFirstOneRead() throws Exception {
        create(2);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lsns.add(append("record " + i, i % 10 == 0 ? Append.FORCE_FLUSH : Append.NONE));
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                assertThat(readAll(area, lsns.get(i))).hasSize(100 - i).startsWith("record " + i);
            }
            reopen();
        }
    }

    @Test
    @Statements("D5")
    void anLsnThatIsNoRecordIsRefused() throws Exception {
        create(2);
        Lsn first = flushed("first");
        Lsn second = flushed("second" + "-".repeat(2000));
        flushed("third");
        for (int round = 0; round < 2; round++) {
            for (Lsn noRecord : List.of(
                    Lsn.create(first.containerId(), first.blockOffset(), 1),
                    Lsn.create(second.containerId(), second.blockOffset() + 512, 0),
                    Lsn.create(second.containerId(), second.blockOffset() + 1024, 7))) {
                refused(LogStatus.RECORD_NONEXISTENT, () -> read(noRecord), noRecord);
            }
            reopen();
        }
        assertThat(readAll()).hasSize(3);
    }

    @Test
    @Statements("D6")
    void anLsnOutsideTheActiveRegionIsRefused() throws Exception {
        create(2);
        Lsn below = append("below");
        Lsn base = append("base");
        stream.advanceBase(base);
        Lsn next = stream.nextLsn();
        refused(LogStatus.INVALID_RANGE, () -> read(below), below, base);
        refused(LogStatus.INVALID_RANGE, () -> read(next.increment()), next.increment(), next);
        refused(LogStatus.INVALID_RANGE, () -> read(Lsn.create(77, 0, 0)), Lsn.create(77, 0, 0));
        refused(LogStatus.INVALID_RANGE, () -> read(Lsn.INVALID), "INVALID");
        assertThat(readAll()).containsExactly("base");
    }

    @Test
    @Statements("D17")
    void atTheEndAContextWaitsForMore() throws Exception {
        create(2);
        ReadContext context = read(stream.nextLsn());
        for (int i = 0; i < 200; i++) {
            assertThat(context.next()).isFalse();
            Lsn lsn = append("record " + i, i % 3 == 0 ? Append.FORCE_FLUSH : Append.FORCE_APPEND);
            assertThat(context.next()).isTrue();
            assertThat(context.lsn()).isEqualTo(lsn);
            assertThat(text(context.payload())).isEqualTo("record " + i);
        }
        assertThat(context.next()).isFalse();
    }

    @Test
    void aRecordThatThisAreaCannotSeeYetIsWaitedFor() throws Exception {
        create(2);
        flushed("flushed");
        MarshallingArea other = area(SMALL_BLOCKS);
        Lsn unseen = other.append(bytes("appended through the other area"));
        ReadContext context = read(unseen);
        assertThat(context.next()).isFalse();
        other.flush();
        assertThat(context.next()).isTrue();
        assertThat(context.lsn()).isEqualTo(unseen);
        assertThat(context.next()).isFalse();
    }

    @Test
    void beforeTheFirstRecordAndAtTheEndThereIsNoCurrentOne() throws Exception {
        create(2);
        append("only");
        ReadContext context = read(stream.baseLsn());
        assertNoRecord(context);
        assertThat(context.next()).isTrue();
        assertThat(context.lsn()).isEqualTo(stream.baseLsn());
        assertThat(context.next()).isFalse();
        assertNoRecord(context);
    }

    private static void assertNoRecord(ReadContext context) {
        assertThatThrownBy(context::lsn).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(context::type).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(context::previous).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(context::undoNext).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(context::payload).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thePayloadIsAReadOnlyViewOfExactlyTheRecord() throws Exception {
        create(2);
        append("one");
        append("twotwo");
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        ByteBuffer payload = context.payload();
        assertThat(payload.isReadOnly()).isTrue();
        assertThat(payload.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(payload.remaining()).isEqualTo(3);
        assertThat(context.next()).isTrue();
        assertThat(context.payload()).isSameAs(context.payload());
        assertThat(text(context.payload())).isEqualTo("twotwo");
    }

    @Test
    void thePayloadStaysUntilTheContextMoves() throws Exception {
        create(3);
        Lsn first = append("first");
        append("second");
        ReadContext context = read(first);
        assertThat(context.next()).isTrue();
        ByteBuffer payload = context.payload();
        Lsn newest = first;
        for (int container = 1; container <= 7; container++) {
            for (Lsn lsn : fillUpTo(container, 3000)) {
                newest = lsn;
            }
            area.flush();
            stream.advanceBase(newest);
        }
        // By now its container holds other records, and even a failed move has left the record alone.
        assertThat(text(payload)).isEqualTo("first");
        refused(LogStatus.START_OF_LOG, () -> readOn(context));
        assertThat(text(context.payload())).isIn("first", "second");
        assertThatThrownBy(() -> payload.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    }

    private static void readOn(ReadContext context) throws Exception {
        while (context.next()) {
            assertThat(text(context.payload())).isEqualTo("second");
        }
    }

    @Test
    @Statements("D15")
    void aClosedContextRefuses() throws Exception {
        create(2);
        append("one");
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        context.close();
        context.close();
        assertRefusesToMove(context, LogStatus.READ_CONTEXT_INVALID);
        assertNoRecord(context);
    }

    /** Asserts that every call that moves a context is refused. */
    static void assertRefusesToMove(ReadContext context, LogStatus status) {
        refused(status, () -> context.next());
        refused(status, () -> context.next(RecordFilter.RESTART));
        refused(status, () -> context.next(Lsn.NULL));
        refused(status, () -> context.awaitNext(Duration.ZERO));
        refused(status, () -> context.awaitNext(Duration.ofMinutes(1)));
        refused(status, context::previousRestartArea);
        refused(status, context::skipDamage);
    }

    @Test
    @Statements({"D11", "B22"})
    void aBlockLargerThanTheReadersIsRefusedAndNothingIsSkipped() throws Exception {
        create(2);
        MarshallingArea large =
                area(MarshallingAreaOptions.builder().blockSize(32 << 10).build());
        flushed("small block");
        Lsn inLarge = large.append(ByteBuffer.allocate(20_000), Append.FORCE_FLUSH);
        refused(LogStatus.BLOCK_INCOMPLETE, () -> readAt(inLarge), area.blockSize());
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        refused(LogStatus.BLOCK_INCOMPLETE, context::next, area.blockSize());
        refused(LogStatus.BLOCK_INCOMPLETE, context::next, area.blockSize());
        assertThat(readAll(large, stream.baseLsn())).hasSize(2);
    }

    @Test
    void skippingDamageInAnIntactLogIsNothing() throws Exception {
        create(2);
        List<Lsn> lsns = List.of(append("one"), flushed("two"), flushed("three"), append("four"));
        ReadContext context = read(stream.baseLsn());
        assertThat(context.skipDamage()).isZero();
        for (Lsn lsn : lsns) {
            assertThat(context.next()).isTrue();
            assertThat(context.skipDamage()).isZero();
            assertThat(context.lsn()).isEqualTo(lsn);
        }
        assertThat(context.next()).isFalse();
    }

    @Test
    void aLogOpenedForReadingShowsWhatItsWriterHasFlushed() throws Exception {
        create(2);
        append("one");
        append("two");
        reopen(OpenOptions.openExisting().access(Access.READ));
        assertThat(readAll()).containsExactly("one", "two");
        assertThat(stream.flushedUpTo()).isEqualTo(stream.nextLsn());
    }

    @Test
    void manyContextsReadIndependently() throws Exception {
        create(2);
        List<ReadContext> contexts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            contexts.add(read(append("record " + i, Append.FORCE_APPEND)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(contexts.get(i).next()).isTrue();
            assertThat(text(contexts.get(i).payload())).isEqualTo("record " + i);
        }
        for (int i = 0; i < 19; i++) {
            assertThat(contexts.get(i).next()).isTrue();
            assertThat(text(contexts.get(i).payload())).isEqualTo("record " + (i + 1));
        }
        assertThat(contexts.get(19).next()).isFalse();
    }

    @Test
    @Statements("D19")
    void contextsOutliveTheirAreaButDoNotMoveAnyMore() throws Exception {
        create(2);
        append("one");
        append("two");
        RecordingAllocator allocator = new RecordingAllocator();
        MarshallingArea own =
                area(MarshallingAreaOptions.builder().blockSize(BLOCK).allocator(allocator).build());
        area.flush();
        for (ReadMode mode : ReadMode.values()) {
            ReadContext context = own.read(stream.baseLsn(), mode);
            assertThat(context.next()).isTrue();
        }
        ReadContext context = own.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(context.next()).isTrue();
        ByteBuffer payload = context.payload();
        own.close();
        assertThat(allocator.live()).isEqualTo(4);
        for (int i = 0; i < 2; i++) {
            assertRefusesToMove(context, LogStatus.READ_CONTEXT_INVALID);
            assertThat(context.lsn()).isEqualTo(stream.baseLsn());
            assertThat(text(payload)).isEqualTo("one");
            assertThat(text(context.payload())).isEqualTo("one");
        }
        context.close();
        assertThat(allocator.live()).isEqualTo(3);
        assertNoRecord(context);
        area.close();
        refused(LogStatus.INVALID_HANDLE, () -> area.read(stream.baseLsn(), ReadMode.FORWARD));
    }
}
