package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Advancing the base.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class BaseConformance extends LogConformance {

    /** Bytes of a record that nearly fills a block. */
    private static final int RECORD = 4000;

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

    @Test
    void aBoundOnceReturnedStandsForTheRecordBehindIt() throws Exception {
        for (LogKind kind : LogKind.values()) {
            for (Bound bound : Bound.values()) {
                for (Storing storing : Storing.values()) {
                    LogName name = name(kind, kind + "-" + bound + "-" + storing);
                    createWithStream(name);
                    Lsn lsn = appendUpTo(bound);
                    Lsn record = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
                    Lsn last = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
                    assertThat(record).as("%s", name).isGreaterThan(lsn);
                    store(storing, name);
                    stream.advanceBase(lsn);
                    assertThat(stream.baseLsn()).as("%s", name).isEqualTo(record);
                    assertThat(lsns()).as("%s", name).containsExactly(record, last);
                    closeAll();
                }
            }
        }
    }

    @Test
    void theBaseIsFoundWhereItWasSetUntilItIsMoved() throws Exception {
        for (LogKind kind : LogKind.values()) {
            for (Bound bound : Bound.values()) {
                LogName name = name(kind, kind + "-" + bound);
                createWithStream(name);
                Lsn set = appendUpTo(bound);
                stream.advanceBase(set);
                Lsn record = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);
                assertThat(stream.baseLsn()).as("%s", name).isEqualTo(record).isGreaterThan(set);
                stream.advanceBase(set);
                assertThat(stream.baseLsn()).as("%s", name).isEqualTo(record);
                Lsn between = record.decrement();
                refused(LogStatus.TAIL_INVALID, () -> stream.advanceBase(between), between);
                refused(LogStatus.INVALID_RANGE, () -> area.read(between, ReadMode.FORWARD), between);
                try (ReadContext context = area.read(set, ReadMode.FORWARD)) {
                    assertThat(context.next()).as("%s", name).isTrue();
                    assertThat(context.lsn()).isEqualTo(record);
                }
                stream.advanceBase(stream.nextLsn());
                refused(LogStatus.TAIL_INVALID, () -> stream.advanceBase(set), set);
                refused(LogStatus.INVALID_RANGE, () -> area.read(set, ReadMode.FORWARD), set);
                closeAll();
            }
        }
    }

    @Test
    void thereIsNoBoundInsideABlock() throws Exception {
        for (LogKind kind : LogKind.values()) {
            for (Storing storing : Storing.values()) {
                LogName name = name(kind, kind + "-" + storing);
                createWithStream(name);
                Lsn base = append("first");
                Lsn block = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
                area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
                store(storing, name);
                for (Lsn inside : List.of(
                        Lsn.create(block.containerId(), block.blockOffset(), 3),
                        Lsn.create(block.containerId(), block.blockOffset() + 512, 0),
                        Lsn.create(block.containerId(), block.blockOffset() + 512, 1))) {
                    refused(LogStatus.TAIL_INVALID, () -> stream.advanceBase(inside), inside);
                    assertThat(stream.baseLsn()).as("%s", name).isEqualTo(base);
                }
                closeAll();
            }
        }
    }

    /** Where a bound lies that is no longer the next LSN. */
    private enum Bound {
        BEHIND_THE_RECORDS_OF_A_BLOCK,
        IN_THE_REST_OF_A_CONTAINER
    }

    /** What has become of the blocks around a bound. */
    private enum Storing {
        QUEUED,
        DURABLE,
        REOPENED
    }

    private LogName name(LogKind kind, String file) {
        return new LogName(directory.resolve(file), kind, Optional.empty());
    }

    private void createWithStream(LogName name) throws Exception {
        openWithStream(name, OpenOptions.createNew());
        log.containers().add(4, CONTAINER);
        area = area(SMALL_BLOCKS);
        if (name.kind() == LogKind.MULTIPLEXED) {
            LogStream other = track(log.stream("other"));
            track(other.createMarshallingArea(SMALL_BLOCKS)).append(bytes("other"), Append.FORCE_FLUSH);
        }
    }

    private void openWithStream(LogName name, OpenOptions options) throws Exception {
        log = track(provider().open(name, options));
        stream = track(name.kind() == LogKind.MULTIPLEXED ? log.stream("stream") : log.stream());
    }

    /** Appends until the next LSN is one that no record of {@link #RECORD} bytes gets, and returns it. */
    private Lsn appendUpTo(Bound bound) throws Exception {
        if (bound == Bound.BEHIND_THE_RECORDS_OF_A_BLOCK) {
            append("a");
            append("b");
        } else {
            do {
                area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
            } while (stream.nextLsn().blockOffset() <= log.information().containerSize() - BLOCK);
        }
        return stream.nextLsn();
    }

    private void store(Storing storing, LogName name) throws Exception {
        if (storing != Storing.QUEUED) {
            area.flush();
        }
        if (storing == Storing.REOPENED) {
            closeAll();
            openWithStream(name, OpenOptions.openExisting());
            area = area(SMALL_BLOCKS);
        }
    }

    private List<Lsn> appendTen() throws Exception {
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lsns.add(append("record " + i));
        }
        return lsns;
    }
}
