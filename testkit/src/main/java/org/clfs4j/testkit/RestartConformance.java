package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordType;
import org.clfs4j.RestartArea;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Restart areas: writing a client's checkpoint and reading it back.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class RestartConformance extends LogConformance {

    /** For subclasses. */
    protected RestartConformance() {}

    @Test
    @Statements({"D18", "D12"})
    void beforeTheFirstOneThereIsNone() throws Exception {
        create(2);
        append("record");
        assertThat(log.information().restartLsn()).isEmpty();
        assertThat(stream.restartLsn()).isEmpty();
        assertThat(area.readRestartArea()).isEmpty();
        assertThat(area.readRestartAreas()).isEmpty();
        reopen();
        assertThat(log.information().restartLsn()).isEmpty();
        assertThat(area.readRestartArea()).isEmpty();
    }

    @Test
    @Statements("F5")
    void itAndAllBeforeItAreDurableWhenItIsWritten() throws Exception {
        create(2);
        append("one");
        append("two");
        Lsn restart = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        assertThat(stream.flushedUpTo()).isGreaterThan(restart);
        assertThat(stream.restartLsn()).contains(restart);
        assertThat(log.information().restartLsn()).contains(restart);
        assertThat(readAll()).containsExactly("one", "two", "state");
        assertState(restart, Lsn.INVALID, "state");
        reopen();
        assertThat(stream.restartLsn()).contains(restart);
        assertThat(readAll()).containsExactly("one", "two", "state");
        assertState(restart, Lsn.INVALID, "state");
    }

    @Test
    @Statements("F6")
    void eachPointsToTheOneBeforeIt() throws Exception {
        create(2);
        Lsn first = area.writeRestartArea(bytes("first"), Lsn.INVALID);
        assertState(first, Lsn.INVALID, "first");
        append("between");
        Lsn second = area.writeRestartArea(bytes("second"), Lsn.INVALID);
        assertState(second, first, "second");
        reopen();
        Lsn third = area.writeRestartArea(bytes("third"), Lsn.INVALID);
        assertState(third, second, "third");
        ReadContext context = read(second);
        assertThat(context.next()).isTrue();
        assertThat(context.previous()).isEqualTo(first);
    }

    @Test
    void readersSeeItAsARestartRecord() throws Exception {
        create(2);
        append("data");
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        append("more");
        ReadContext context = read(stream.baseLsn());
        for (RecordType type : List.of(RecordType.DATA, RecordType.RESTART, RecordType.DATA)) {
            assertThat(context.next()).isTrue();
            assertThat(context.type()).isEqualTo(type);
        }
        assertThat(context.next()).isFalse();
    }

    @Test
    void aNewBaseTakesEffectWithIt() throws Exception {
        create(2);
        append("below");
        Lsn base = append("base");
        Lsn restart = area.writeRestartArea(bytes("state"), base);
        assertThat(stream.baseLsn()).isEqualTo(base);
        reopen();
        assertThat(stream.baseLsn()).isEqualTo(base);
        assertState(restart, Lsn.INVALID, "state");
        assertThat(readAll()).containsExactly("base", "state");
    }

    @Test
    @Statements("F8")
    void anUnacceptableNewBaseWritesNothing() throws Exception {
        create(2);
        Lsn below = append("below");
        Lsn base = append("base");
        stream.advanceBase(base);
        Lsn noRecord = Lsn.create(base.containerId(), base.blockOffset(), 500);
        for (Lsn unacceptable : List.of(below, noRecord, Lsn.create(5, 0, 0))) {
            refused(
                    LogStatus.TAIL_INVALID,
                    () -> area.writeRestartArea(bytes("state"), unacceptable),
                    unacceptable);
            assertThat(stream.baseLsn()).isEqualTo(base);
            assertThat(area.readRestartArea()).isEmpty();
            assertThat(readAll()).containsExactly("base");
        }
    }

    @Test
    @Statements("F27")
    void whenTheBasePassesItItIsForgotten() throws Exception {
        create(2);
        append("record");
        Lsn restart = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        stream.advanceBase(restart);
        assertState(restart, Lsn.INVALID, "state");
        Lsn next = append("next", Append.FORCE_FLUSH);
        stream.advanceBase(next);
        assertThat(stream.restartLsn()).isEmpty();
        assertThat(area.readRestartArea()).isEmpty();
        reopen();
        assertThat(stream.restartLsn()).isEmpty();
        assertThat(readAll()).containsExactly("next");
    }

    @Test
    void itsBytesMayBeNoneAndNoMoreThanARecords() throws Exception {
        create(2);
        Lsn empty = area.writeRestartArea(bytes(""), Lsn.INVALID);
        assertState(empty, Lsn.INVALID, "");
        int tooLarge = area.blockSize();
        refused(
                LogStatus.INVALID_PARAMETER,
                () -> area.writeRestartArea(ByteBuffer.allocate(tooLarge), Lsn.INVALID),
                tooLarge);
        assertState(empty, Lsn.INVALID, "");
    }

    @Test
    void thePayloadIsAReadOnlyCopy() throws Exception {
        create(2);
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        ByteBuffer payload = area.readRestartArea().orElseThrow().payload();
        assertThat(payload.isReadOnly()).isTrue();
        for (int i = 0; i < 100; i++) {
            append("x".repeat(3000), Append.FORCE_FLUSH);
        }
        assertThat(text(payload)).isEqualTo("state");
    }

    @Test
    @Statements({"F6", "D13"})
    void theyAreReadFromTheNewestToTheOldest() throws Exception {
        create(3);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            append("before " + i + "-".repeat(i * 200));
            lsns.add(area.writeRestartArea(bytes("state " + i), Lsn.INVALID));
        }
        for (int round = 0; round < 2; round++) {
            ReadContext restart = track(area.readRestartAreas().orElseThrow());
            for (int i = 19; i >= 0; i--) {
                assertThat(restart.lsn()).isEqualTo(lsns.get(i));
                assertThat(restart.type()).isEqualTo(RecordType.RESTART);
                assertThat(restart.previous()).isEqualTo(i == 0 ? Lsn.INVALID : lsns.get(i - 1));
                assertThat(text(restart.payload())).isEqualTo("state " + i);
                assertThat(restart.end()).isEmpty();
                assertThat(restart.previousRestartArea()).isEqualTo(i > 0);
            }
            for (int i = 0; i < 2; i++) {
                assertThat(restart.end()).contains(LogStatus.START_OF_LOG);
                assertThat(restart.previousRestartArea()).isFalse();
            }
            reopen();
        }
    }

    @Test
    @Statements("D13")
    void theOldestIsTheLastAboveTheBase() throws Exception {
        create(2);
        area.writeRestartArea(bytes("first"), Lsn.INVALID);
        Lsn second = area.writeRestartArea(bytes("second"), Lsn.INVALID);
        area.writeRestartArea(bytes("third"), second);
        ReadContext restart = track(area.readRestartAreas().orElseThrow());
        assertThat(restart.previousRestartArea()).isTrue();
        assertThat(restart.lsn()).isEqualTo(second);
        assertThat(restart.previousRestartArea()).isFalse();
        assertThat(restart.end()).contains(LogStatus.START_OF_LOG);
    }

    @Test
    @Statements("D14")
    void fromARestartAreaOneReadsForward() throws Exception {
        create(2);
        area.writeRestartArea(bytes("first"), Lsn.INVALID);
        append("between", Append.FORCE_FLUSH);
        append("before the second");
        area.writeRestartArea(bytes("second"), Lsn.INVALID);
        append("after");
        for (int round = 0; round < 2; round++) {
            ReadContext restart = track(area.readRestartAreas().orElseThrow());
            assertNext(restart, "after");
            refused(LogStatus.READ_MODE_INVALID, restart::previousRestartArea);
            assertThat(text(restart.payload())).isEqualTo("after");

            ReadContext older = track(area.readRestartAreas().orElseThrow());
            assertThat(older.previousRestartArea()).isTrue();
            assertThat(older.previousRestartArea()).isFalse();
            assertNext(older, "between");
            assertNext(older, "before the second");
            assertThat(older.next(RecordFilter.RESTART)).isTrue();
            assertThat(older.previousRestartArea()).isTrue();
            assertThat(text(older.payload())).isEqualTo("first");
            refused(LogStatus.INVALID_PARAMETER, () -> older.next(Lsn.NULL));
            assertNext(older, "between");
            area.flush();
        }
    }

    private static void assertNext(ReadContext context, String text) throws Exception {
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo(text);
    }

    @Test
    void onlyFromARestartAreaThereIsOneBefore() throws Exception {
        create(2);
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        Lsn data = append("data");
        for (ReadMode mode : ReadMode.values()) {
            ReadContext context = track(area.read(data, mode));
            refused(LogStatus.READ_MODE_INVALID, context::previousRestartArea);
            assertNext(context, "data");
            refused(LogStatus.READ_MODE_INVALID, context::previousRestartArea);
            assertThat(context.lsn()).isEqualTo(data);
        }
    }

    @Test
    @Statements({"D10", "B12"})
    void readingThemHoldsAReadBlock() throws Exception {
        create(2);
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        area = area(MarshallingAreaOptions.builder()
                .blockSize(BLOCK)
                .maxReadBlocks(1)
                .build());
        try (ReadContext restart = area.readRestartAreas().orElseThrow()) {
            refused(LogStatus.BLOCKS_EXHAUSTED, area::readRestartAreas, 1);
            refused(LogStatus.BLOCKS_EXHAUSTED, area::readRestartArea, 1);
            assertThat(text(restart.payload())).isEqualTo("state");
        }
        assertThat(area.readRestartArea()).isPresent();
    }

    private void assertState(Lsn lsn, Lsn previous, String state) throws Exception {
        RestartArea restart = area.readRestartArea().orElseThrow();
        assertThat(restart.lsn()).isEqualTo(lsn);
        assertThat(restart.previous()).isEqualTo(previous);
        assertThat(text(restart.payload())).isEqualTo(state);
    }
}
