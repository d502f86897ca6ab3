package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Truncation of dedicated logs, and the markers that move with restart areas and archiving.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class TruncationConformance extends LogConformance {

    /** For subclasses. */
    protected TruncationConformance() {}

    @Test
    @Statements("F21")
    void whatIsBehindTheLastRecordIsGone() throws Exception {
        create(3);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lsns.add(append("record " + i, i % 4 == 3 ? Append.FORCE_FLUSH : Append.NONE));
        }
        stream.truncate(lsns.get(9));
        assertThat(readAll()).hasSize(10).endsWith("record 9");
        refusedWithoutChange(LogStatus.RECORD_NONEXISTENT, () -> area.read(lsns.get(10), ReadMode.FORWARD));
        refusedWithoutChange(LogStatus.INVALID_RANGE, () -> area.read(lsns.get(15), ReadMode.FORWARD));
        assertThat(stream.information().lastRecordLsn()).contains(lsns.get(9));
        assertThat(flushed("next")).isGreaterThan(lsns.get(9));
        assertThat(readAll()).hasSize(11).endsWith("record 9", "next");
        reopen();
        assertThat(readAll()).hasSize(11).endsWith("record 9", "next");
    }

    @Test
    @Statements("F21")
    void theRestartAreaIsTheNewestThatIsLeft() throws Exception {
        create(3);
        flushed("one");
        Lsn kept = area.writeRestartArea(bytes("kept"), Lsn.INVALID);
        Lsn last = flushed("two");
        area.writeRestartArea(bytes("gone"), Lsn.INVALID);
        area.writeRestartArea(bytes("gone, too"), Lsn.INVALID);
        stream.truncate(last);
        assertThat(stream.restartLsn()).contains(kept);
        assertThat(text(area.readRestartArea().orElseThrow().payload())).isEqualTo("kept");
        reopen();
        assertThat(stream.restartLsn()).contains(kept);
        stream.truncate(Lsn.NULL);
        assertThat(stream.restartLsn()).isEmpty();
        assertThat(readAll()).containsExactly("one");
    }

    @Test
    @Statements("F21")
    void truncationsAndAppendsFollowEachOther() throws Exception {
        Seeds.forEach(5, this::appendAndTruncate);
    }

    private void appendAndTruncate(long seed, Random random) throws Exception {
        String name = "log" + seed;
        List<String> texts = new ArrayList<>();
        List<Lsn> lsns = new ArrayList<>();
        for (int lap = 0; lap < 12; lap++) {
            try (LogFile opened = provider().open(name(name), OpenOptions.openAlways());
                    LogStream ofLog = opened.stream()) {
                if (lap == 0) {
                    opened.containers().add(4, CONTAINER);
                }
                try (var through = ofLog.createMarshallingArea(SMALL_BLOCKS)) {
                    int count = random.nextInt(200);
                    for (int i = 0; i < count; i++) {
                        String text = lap + "." + i + "x".repeat(random.nextInt(2000));
                        lsns.add(through.append(
                                bytes(text), random.nextInt(9) == 0 ? Append.FORCE_FLUSH : Append.NONE));
                        texts.add(text);
                    }
                    if (!lsns.isEmpty() && random.nextInt(3) > 0) {
                        int last = random.nextInt(lsns.size());
                        ofLog.truncate(lsns.get(last));
                        lsns.subList(last + 1, lsns.size()).clear();
                        texts.subList(last + 1, texts.size()).clear();
                    }
                    assertThat(readAll(through, ofLog.baseLsn())).isEqualTo(texts);
                    assertThat(lsns).isSorted().doesNotHaveDuplicates();
                }
            }
            try (LogFile reader = provider().open(name(name), OpenOptions.openExisting().access(Access.READ));
                    LogStream ofLog = reader.stream();
                    var through = ofLog.createMarshallingArea(SMALL_BLOCKS)) {
                assertThat(readAll(through, ofLog.baseLsn())).isEqualTo(texts);
            }
        }
    }

    @Test
    @Statements("F22")
    void truncationOutsideTheActiveRegionIsRefused() throws Exception {
        create(3);
        Lsn first = flushed("one");
        Lsn second = flushed("two");
        stream.advanceBase(second);
        refusedWithoutChange(LogStatus.INVALID_RANGE, () -> stream.truncate(first), first, second);
        refusedWithoutChange(LogStatus.INVALID_RANGE, () -> stream.truncate(stream.nextLsn()));
        refusedWithoutChange(LogStatus.INVALID_RANGE, () -> stream.truncate(Lsn.INVALID));
        refusedWithoutChange(LogStatus.RECORD_NONEXISTENT, () -> stream.truncate(second.increment()));
        assertThat(readAll()).containsExactly("two");
    }

    @Test
    @Statements("F23")
    void largeSectorsAreNotSupported() throws Exception {
        create(2, OpenOptions.createNew().sectorSize(4096));
        Lsn first = flushed("one");
        flushed("two");
        refusedWithoutChange(LogStatus.NOT_SUPPORTED, () -> stream.truncate(first), 4096);
        assertThat(readAll()).hasSize(2);
    }

    @Test
    void aMultiplexedLogIsNotTruncated() throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("log") + "::s");
        log = track(provider().open(name, OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        stream = track(log.stream());
        area = area(SMALL_BLOCKS);
        Lsn first = flushed("one");
        flushed("two");
        refusedWithoutChange(LogStatus.MULTIPLEXED, () -> stream.truncate(first), name);
        assertThat(readAll()).hasSize(2);
    }

    @Test
    void anOpenClaimIsNotTruncatedAway() throws Exception {
        create(2);
        Lsn first = flushed("one");
        flushed("two");
        try (Claim claim = area.claim(10, Append.NONE)) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> stream.truncate(first), claim.lsn());
        }
        stream.truncate(first);
        assertThat(readAll()).containsExactly("one");
    }

    @Test
    void threadsThatAppendMeanwhileNeitherHangNorSeeWhatIsGone() throws Exception {
        create(4);
        Lsn first = flushed("first");
        Threads.run(3, number -> {
            for (int i = 0; i < 300; i++) {
                if (number == 0) {
                    stream.truncate(first);
                } else {
                    area.append(bytes(number + " " + i), i % 3 == 0 ? Append.FORCE_FLUSH : Append.NONE);
                }
            }
            return null;
        });
        stream.truncate(first);
        assertThat(readAll()).containsExactly("first");
        flushed("last");
        reopen();
        assertThat(readAll()).containsExactly("first", "last");
    }

    @Test
    @Statements("F24")
    void theEndIsNeverSet() throws Exception {
        create(2);
        Lsn first = flushed("one");
        flushed("two");
        refusedWithoutChange(LogStatus.NOT_SUPPORTED, () -> stream.setEndOfLog(first));
        assertThat(readAll()).hasSize(2);
    }

    @Test
    @Statements("F13")
    void advancingTheBaseTakesNoFlags() throws Exception {
        create(2);
        flushed("one");
        Lsn second = flushed("two");
        for (int flags : new int[] {1, 2, -1, 1 << 31}) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> stream.advanceBase(second, flags));
        }
        assertThat(stream.baseLsn()).isEqualTo(Lsn.NULL);
        stream.advanceBase(second, 0);
        assertThat(stream.baseLsn()).isEqualTo(second);
    }

    @Test
    @Statements("F25")
    void aBufferedRecordAndTheRestartAreaBehindItShareABlock() throws Exception {
        create(2);
        Lsn data = append("data");
        Lsn restart = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        assertThat(restart.block()).isEqualTo(data.block());
        assertThat(restart).isGreaterThan(data);
        assertThat(stream.flushedUpTo()).isGreaterThan(restart);
    }

    @Test
    @Statements("F27")
    void theRestartAreaItselfCanBecomeTheBase() throws Exception {
        create(2);
        flushed("one");
        Lsn restart = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        stream.advanceBase(restart);
        assertThat(readAll()).containsExactly("state");
        reopen();
        assertThat(stream.restartLsn()).contains(restart);
    }

    @Test
    @Statements("D4")
    void chainsCanBeReadDownToTheArchiveTail() throws Exception {
        create(3, OpenOptions.createNew().archive(true));
        Lsn previous = Lsn.INVALID;
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            previous = append("record " + i, Append.FORCE_FLUSH.previous(previous));
            lsns.add(previous);
        }
        stream.advanceBase(lsns.get(20));
        assertThat(chainFrom(previous)).hasSize(30);
        log.setArchiveTail(lsns.get(10));
        assertThat(chainFrom(previous)).hasSize(20).endsWith("record 10");
        log.setArchiveTail(lsns.get(25));
        assertThat(chainFrom(previous)).as("the base is older now").hasSize(10).endsWith("record 20");
        reopen();
        assertThat(chainFrom(previous)).hasSize(10);
    }

    private List<String> chainFrom(Lsn from) throws Exception {
        List<String> texts = new ArrayList<>();
        try (ReadContext chain = area.read(from, ReadMode.PREVIOUS)) {
            while (chain.next()) {
                texts.add(text(chain.payload()));
            }
        }
        return texts;
    }

    @Test
    void theArchiveTailHoldsContainersAndTellsSo() throws Exception {
        create(3, OpenOptions.createNew().archive(true));
        Lsn first = flushed("first");
        fillUpTo(2, 3000);
        area.flush();
        stream.advanceBase(stream.nextLsn());
        assertThat(log.information().freeContainers()).isZero();
        assertThat(log.information().archiveTail()).contains(first);
        TailHolder holder = log.tailHolder().orElseThrow();
        assertThat(holder.kind()).isEqualTo(TailHolder.Kind.ARCHIVE_TAIL);
        reopen(OpenOptions.openExisting().access(Access.READ));
        assertThat(log.tailHolder()).contains(holder);
        reopen();
        refusedWithoutChange(LogStatus.TAIL_INVALID, () -> log.setArchiveTail(Lsn.create(7, 0, 0)));
        log.setArchiveTail(log.physicalInformation().flushedUpTo());
        assertThat(log.information().freeContainers()).isEqualTo(2);
        log.setArchiveMode(false);
        assertThat(log.information().archiveTail()).isEmpty();
        refusedWithoutChange(LogStatus.EPHEMERAL, () -> log.setArchiveTail(first));
    }
}
