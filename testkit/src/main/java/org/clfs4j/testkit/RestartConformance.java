package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.ReadContext;
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

    private void assertState(Lsn lsn, Lsn previous, String state) throws Exception {
        RestartArea restart = area.readRestartArea().orElseThrow();
        assertThat(restart.lsn()).isEqualTo(lsn);
        assertThat(restart.previous()).isEqualTo(previous);
        assertThat(text(restart.payload())).isEqualTo(state);
    }
}
