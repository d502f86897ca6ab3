package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Advancing the base.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class BaseConformance extends LogConformance {

    /** For subclasses. */
    protected BaseConformance() {}

    @Test
    void recordsBelowTheBaseAreGone() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        stream.advanceBase(lsns.get(4));
        assertThat(stream.baseLsn()).isEqualTo(lsns.get(4));
        assertThat(log.information().baseLsn()).isEqualTo(lsns.get(4));
        assertThat(lsns()).isEqualTo(lsns.subList(4, 10));
        refused(LogStatus.INVALID_RANGE, () -> readAt(lsns.get(3)), lsns.get(3), lsns.get(4));
    }

    @Test
    @Statements("F9")
    void advancingToTheCurrentBaseIsNothing() throws Exception {
        create(2);
        stream.advanceBase(stream.baseLsn());
        List<Lsn> lsns = appendTen();
        stream.advanceBase(lsns.get(4));
        stream.advanceBase(lsns.get(4));
        assertThat(lsns()).isEqualTo(lsns.subList(4, 10));
    }

    @Test
    @Statements("F10")
    void theBaseNeverMovesBackwards() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        stream.advanceBase(lsns.get(4));
        refused(LogStatus.TAIL_INVALID, () -> stream.advanceBase(lsns.get(3)), lsns.get(3), lsns.get(4));
        assertThat(stream.baseLsn()).isEqualTo(lsns.get(4));
        assertThat(lsns()).isEqualTo(lsns.subList(4, 10));
    }

    @Test
    @Statements("F12")
    void theBaseIsARecordOrTheEnd() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        area.flush();
        Lsn next = stream.nextLsn();
        for (Lsn noRecord : List.of(
                Lsn.create(lsns.get(9).containerId(), lsns.get(9).blockOffset(), 511),
                Lsn.create(next.containerId(), next.blockOffset(), 1),
                Lsn.create(next.containerId(), next.blockOffset() + 512, 0),
                Lsn.create(9, 0, 0),
                Lsn.INVALID)) {
            refused(LogStatus.TAIL_INVALID, () -> stream.advanceBase(noRecord), noRecord);
            assertThat(stream.baseLsn()).isEqualTo(lsns.get(0));
        }
        assertThat(lsns()).isEqualTo(lsns);
    }

    @Test
    @Statements("F11")
    void advancingToTheNextLsnEmptiesTheLog() throws Exception {
        create(4);
        fillUpTo(2, 3000);
        assertThat(log.information().freeContainers()).isEqualTo(1);
        Lsn next = stream.nextLsn();
        stream.advanceBase(next);
        assertThat(stream.baseLsn()).isEqualTo(next);
        assertThat(log.information().lastRecordLsn()).isEmpty();
        assertThat(log.information().freeContainers()).isEqualTo(3);
        assertThat(log.containers().list())
                .filteredOn(container -> container.state() == ContainerState.ACTIVE)
                .extracting(ContainerInformation::logicalId)
                .containsExactly(OptionalLong.of(2));
        assertThat(readAll()).isEmpty();
        Lsn lsn = flushed("new start");
        assertThat(stream.baseLsn()).isEqualTo(lsn);
        reopen();
        assertThat(readAll()).containsExactly("new start");
    }

    @Test
    @Statements("F15")
    void anotherOpeningMayAdvanceTheBase() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        area.flush();
        track(another(OpenOptions.openExisting()).stream()).advanceBase(lsns.get(4));
        assertThat(stream.baseLsn()).isEqualTo(lsns.get(4));
    }

    @Test
    void theBaseMayBeARecordThatIsOnlyAppended() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        stream.advanceBase(lsns.get(9));
        assertThat(lsns()).containsExactly(lsns.get(9));
        MarshallingArea other = area(SMALL_BLOCKS);
        assertThat(readAll(other, lsns.get(9))).hasSizeLessThanOrEqualTo(1);
        reopen();
        assertThat(lsns()).containsExactly(lsns.get(9));
    }

    @Test
    void theBaseSurvivesReopening() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        stream.advanceBase(lsns.get(6));
        stream.flushMetadata();
        assertThat(stream.flushedUpTo()).isGreaterThanOrEqualTo(lsns.get(6));
        reopen();
        assertThat(stream.baseLsn()).isEqualTo(lsns.get(6));
        assertThat(lsns()).isEqualTo(lsns.subList(6, 10));
        stream.advanceBase(stream.nextLsn());
        reopen();
        assertThat(stream.baseLsn()).isEqualTo(stream.nextLsn());
        assertThat(log.information().lastRecordLsn()).isEmpty();
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aReaderThatTheBasePassesKeepsItsRecordAndIsToldAtTheNext() throws Exception {
        create(2);
        List<Lsn> lsns = appendTen();
        area.flush();
        ReadContext context = read(lsns.get(0));
        assertThat(context.next()).isTrue();
        stream.advanceBase(lsns.get(5));
        assertThat(text(context.payload())).isEqualTo("record 0");
        refused(LogStatus.START_OF_LOG, context::next, lsns.get(5));
    }

    private List<Lsn> appendTen() throws Exception {
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lsns.add(append("record " + i));
        }
        return lsns;
    }
}
