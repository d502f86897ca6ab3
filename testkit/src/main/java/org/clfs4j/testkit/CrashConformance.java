package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * What survives a power failure.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class CrashConformance extends CrashableLogConformance {

    /** For subclasses. */
    protected CrashConformance() {}

    @Test
    @Statements("A6")
    void aRecordThatWasOnlyAppendedMayBeLost() throws Exception {
        create(2);
        flushed("flushed");
        append("appended");
        crash();
        assertThat(readAll()).containsExactly("flushed");
        assertThat(log.recovery().damage()).isEmpty();
    }

    @Test
    @Statements("A8")
    void aRecordThatWasOnlyQueuedMayBeLost() throws Exception {
        create(2);
        flushed("flushed");
        append("queued", Append.FORCE_APPEND);
        crash();
        assertThat(readAll()).containsExactly("flushed");
    }

    @Test
    @Statements("A7")
    void aRecordThatWasFlushedSurvivesWithAllBeforeIt() throws Exception {
        create(2);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(i + "-".repeat(i * 37 % 1500));
            append(texts.get(i), i % 10 == 9 ? Append.FORCE_FLUSH : Append.NONE);
        }
        append("lost");
        crash();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(readAll()).isEqualTo(texts);
        crash();
        assertThat(readAll()).isEqualTo(texts);
    }

    @Test
    @Statements({"A7", "F3"})
    void everyWayToMakeDurableDoes() throws Exception {
        create(2);
        append("flush");
        area.flush();
        append("flushTo NULL");
        area.flushTo(Lsn.NULL);
        area.appendAsync(bytes("appendAsync"), Append.NONE).toCompletableFuture().join();
        append("flushAsync");
        area.flushAsync().toCompletableFuture().join();
        area.flushToAsync(append("flushToAsync")).toCompletableFuture().join();
        var claim = area.claim(5, Append.FORCE_FLUSH);
        claim.buffer().put(bytes("claim"));
        claim.commit();
        List<String> durable = readAll();
        append("lost");
        crash();
        assertThat(readAll())
                .isEqualTo(durable)
                .containsExactly("flush", "flushTo NULL", "appendAsync", "flushAsync", "flushToAsync", "claim");
    }

    @Test
    @Statements({"F1", "F2"})
    void everythingBelowTheBoundOfAFlushSurvives() throws Exception {
        create(2);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lsns.add(append(i + "-".repeat(500)));
        }
        Lsn bound = area.flushTo(lsns.get(30));
        crash();
        List<Lsn> below = lsns.stream().filter(lsn -> lsn.isLess(bound)).toList();
        assertThat(below).hasSizeGreaterThanOrEqualTo(31);
        assertThat(lsns()).hasSizeGreaterThanOrEqualTo(below.size());
        assertThat(lsns()).isEqualTo(lsns.subList(0, lsns().size()));
    }

    @Test
    @Statements("F4")
    void closingAnAreaMakesItsRecordsDurable() throws Exception {
        create(2);
        append("appended");
        area.close();
        crash();
        assertThat(readAll()).containsExactly("appended");
    }

    @Test
    void closingTheLogMakesEverythingDurable() throws Exception {
        create(2);
        append("appended");
        append("queued", Append.FORCE_APPEND);
        stream.advanceBase(append("base"));
        closeAll();
        crash();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(readAll()).containsExactly("base");
    }

    @Test
    @Statements("F5")
    void aRestartAreaAndAllBeforeItSurvive() throws Exception {
        create(2);
        append("one");
        Lsn base = append("two");
        Lsn restart = area.writeRestartArea(bytes("state"), base);
        append("lost");
        crash();
        assertThat(readAll()).containsExactly("two", "state");
        assertThat(stream.baseLsn()).isEqualTo(base);
        assertThat(area.readRestartArea().orElseThrow().lsn()).isEqualTo(restart);
    }

    @Test
    @Statements("F7")
    void aRestartAreaAndItsNewBaseSurviveTogetherOrNotAtAll() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(2);
            flushed("below");
            Lsn base = flushed("base");
            storage.failAfter(operations);
            try {
                area.writeRestartArea(bytes("state"), base);
                finished = true;
            } catch (LogException e) {
                assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
            }
            crash();
            boolean written = area.readRestartArea().isPresent();
            assertThat(readAll())
                    .isEqualTo(written ? List.of("base", "state") : List.of("below", "base"));
            assertThat(written || !finished).isTrue();
            assertThat(operations).isLessThan(100);
        }
    }

    @Test
    @Statements("F14")
    void recordsBelowTheBaseNeedNotReachTheDisk() throws Exception {
        create(2);
        flushed("flushed");
        for (int i = 0; i < 20; i++) {
            append("never flushed " + i, Append.FORCE_APPEND);
        }
        stream.advanceBase(stream.nextLsn());
        crash();
        assertThat(log.recovery().damage()).isEmpty();
        assertThat(readAll()).isIn(List.of("flushed"), List.of());
        Lsn after = flushed("after");
        crash();
        assertThat(log.recovery().damage()).isEmpty();
        assertThat(lsns()).endsWith(after);
    }

    @Test
    @Statements({"F14", "C22"})
    void aBaseAdvancedOverQueuedRecordsIsNoDamageWhereverTheFlushIsCutOff() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(3, OpenOptions.createNew().flushThreshold(Integer.MAX_VALUE));
            area = area(MarshallingAreaOptions.builder()
                    .blockSize(32 << 10)
                    .maxWriteBlocks(MarshallingAreaOptions.UNLIMITED)
                    .build());
            flushed("oldest");
            List<Lsn> queued = fillUpTo(2, 30_000);
            stream.advanceBase(queued.get(queued.size() - 1));
            List<Lsn> kept = fillUpTo(4, 30_000);
            storage.failAfter(operations);
            try {
                area.flush();
                finished = true;
            } catch (LogException e) {
                assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
            }
            abandon();
            storage.crash();
            open(withAllAccess(OpenOptions.openExisting()));
            area = area(MarshallingAreaOptions.builder().blockSize(32 << 10).build());
            assertThat(log.recovery().damage()).isEmpty();
            List<Lsn> found = lsns();
            assertThat(found).isSorted();
            assertThat(found.stream().filter(kept::contains).toList())
                    .isEqualTo(kept.subList(0, (int) found.stream().filter(kept::contains).count()));
            assertThat(!finished || found.containsAll(kept)).isTrue();
            assertThat(operations).isLessThan(1000);
            Lsn after = flushed("after");
            assertThat(lsns()).endsWith(after);
        }
    }

    @Test
    void aBaseIsNeverOlderAfterFlushMetadata() throws Exception {
        create(2);
        flushed("one");
        Lsn two = append("two");
        append("three");
        area.flush();
        stream.advanceBase(two);
        stream.flushMetadata();
        crash();
        assertThat(stream.baseLsn()).isEqualTo(two);
        assertThat(readAll()).containsExactly("two", "three");
        stream.advanceBase(stream.nextLsn());
        stream.flushMetadata();
        crash();
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aBaseIsNeverNewerThanWhatWasAsked() throws Exception {
        create(2);
        Lsn one = flushed("one");
        Lsn two = flushed("two");
        stream.advanceBase(two);
        crash();
        assertThat(stream.baseLsn()).isIn(one, two);
        assertThat(readAll()).endsWith("two");
    }

    @Test
    @Statements("C22")
    void aReusedContainerIsReusedAfterACrashToo() throws Exception {
        create(2);
        List<Lsn> lsns = new ArrayList<>();
        for (int lap = 1; lap <= 5; lap++) {
            lsns.addAll(fillUpTo(lap, 3000));
            stream.advanceBase(lsns.get(lsns.size() - 1));
            Lsn newest = flushed("lap " + lap);
            crash();
            assertThat(log.recovery().damage()).isEmpty();
            assertThat(newest.containerId()).isEqualTo(lap);
            assertThat(lsns()).isSorted().endsWith(newest);
            assertThat(readAll()).endsWith("lap " + lap);
            stream.advanceBase(newest);
        }
    }

    @Test
    void recordsCutOffByACrashNeverComeBack() throws Exception {
        create(2);
        flushed("first");
        for (int round = 0; round < 4; round++) {
            append("ghost " + round + "-".repeat(900 * round));
            crash();
            flushed("round " + round);
            crash();
        }
        assertThat(readAll()).containsExactly("first", "round 0", "round 1", "round 2", "round 3");
    }

    @Test
    @Statements("O1")
    void aLogIsCreatedWhollyOrNotAtAll() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            storage.failAfter(operations);
            try {
                create();
                finished = true;
            } catch (LogException e) {
                assertThat(e.getMessage()).contains("log");
            }
            abandon();
            storage.crash();
            open(finished ? OpenOptions.openExisting() : OpenOptions.openAlways());
            assertThat(log.containers().list()).isEmpty();
            assertThat(operations).isLessThan(100);
        }
    }

    @Test
    @Statements("C13")
    void containersAreAddedAllOrNone() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(2);
            flushed("kept");
            storage.failAfter(operations);
            try {
                log.containers().add(2);
                finished = true;
            } catch (LogException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            crash();
            assertThat(log.containers().list()).hasSize(finished ? 4 : log.containers().list().size() > 2 ? 4 : 2);
            assertThat(readAll()).containsExactly("kept");
            log.containers().add(2);
            assertThat(operations).isLessThan(100);
        }
    }

    @Test
    @Statements("C17")
    void containersAreRemovedAllOrNone() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(4);
            flushed("kept");
            List<String> paths = paths();
            storage.failAfter(operations);
            boolean removed = false;
            try {
                log.containers().remove(paths.subList(2, 4), true);
                removed = true;
                flushed("after");
                finished = true;
            } catch (LogException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            crash();
            List<String> left = paths();
            assertThat(left).startsWith(paths.get(0), paths.get(1));
            assertThat(left.size()).isIn(removed ? List.of(2) : List.of(2, 4));
            assertThat(readAll()).isEqualTo(finished ? List.of("kept", "after") : List.of("kept"));
            for (String path : paths) {
                if (!paths().contains(path)) {
                    log.containers().add(path); // no file is left over
                }
            }
            fillUpTo(3, 3000);
            area.flush();
            crash();
            assertThat(readAll()).startsWith("kept");
            assertThat(operations).isLessThan(100);
        }
    }

    @Test
    @Statements({"C15", "C16"})
    void aContainerToBeDeletedGoesWhollyOrNotAtAllAndTakesNoRecordWithIt() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(3);
            flushed("oldest");
            List<Lsn> lsns = fillUpTo(1, 3000);
            Lsn newest = lsns.get(lsns.size() - 1);
            area.flush();
            String path = paths().get(0);
            storage.failAfter(operations);
            boolean marked = false;
            boolean moved = false;
            try {
                log.containers().remove(path, false);
                marked = true;
                area.writeRestartArea(bytes("state"), newest);
                moved = true;
                flushed("after");
                finished = true;
            } catch (LogException e) {
                assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
            }
            crash();
            assertThat(log.recovery().damage()).isEmpty();
            boolean passed = stream.baseLsn().equals(newest);
            boolean gone = !paths().contains(path);
            assertThat(passed || !moved).isTrue();
            assertThat(gone).isEqualTo(passed && (marked || gone));
            assertThat(paths()).hasSize(gone ? 2 : 3);
            assertThat(lsns().contains(newest)).isTrue();
            assertThat(passed || lsns().containsAll(lsns)).isTrue();
            assertThat(!finished || readAll().contains("after")).isTrue();
            if (!gone) {
                boolean pending = log.containers().list().get(0).state() == ContainerState.ACTIVE_PENDING_DELETE;
                assertThat(pending || !marked).isTrue();
                stream.advanceBase(newest);
                assertThat(paths().contains(path)).isEqualTo(!pending);
            } else {
                log.containers().add(path); // no file is left over
            }
            assertThat(operations).isLessThan(200);
        }
    }

    @Test
    void aLogThatIsTruncatedWithinManyBlocksRemembersThemOrRefuses() throws Exception {
        create(3);
        List<String> kept = new ArrayList<>();
        Optional<LogStatus> refusal = Optional.empty();
        while (refusal.isEmpty()) {
            kept.add("kept " + kept.size());
            Lsn last = append(kept.get(kept.size() - 1));
            flushed("taken out");
            refusal = LifeCycleSubject.refusal(() -> stream.truncate(last));
            assertThat(kept).hasSizeLessThan(3000);
        }
        kept.add("taken out");
        assertThat(refusal).contains(LogStatus.INSUFFICIENT_RESOURCES);
        assertThat(kept).hasSizeGreaterThan(1000);
        assertThat(readAll()).isEqualTo(kept);
        crash();
        assertThat(readAll()).isEqualTo(kept);
        Lsn last = append("last");
        flushed("taken out");
        stream.advanceBase(last);
        stream.truncate(last);
        crash();
        assertThat(readAll()).endsWith("last");
    }

    @Test
    @Statements("O12")
    void aLogIsDeletedOrNotWhereverItsDeletionIsCutOff() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            useStorage();
            create(3);
            flushed("kept");
            List<String> paths = paths();
            closeAll();
            finished = cutOff(operations, () -> provider().delete(name()));
            Optional<LogStatus> refusal = LifeCycleSubject.refusal(() -> open(OpenOptions.openExisting()));
            if (refusal.isEmpty()) {
                assertThat(finished).isFalse();
                area = area(SMALL_BLOCKS);
                assertThat(readAll()).containsExactly("kept");
            } else {
                assertThat(refusal).contains(LogStatus.OBJECT_NAME_NOT_FOUND);
                create(3);
                assertThat(readAll()).isEmpty();
                assertThat(paths()).as("no file is left over").isEqualTo(paths);
            }
            closeAll();
            assertThat(operations).isLessThan(200);
        }
    }

    @Test
    @Statements("O14")
    void aStreamIsDeletedOrNotWhereverItsDeletionIsCutOff() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            List<StreamInformation> before = createStreams();
            finished = cutOff(operations, () -> provider().delete(multiplexed().stream("one")));
            log = track(provider().open(multiplexed(), OpenOptions.openExisting()));
            boolean gone = log.streams().size() == 1;
            assertThat(gone || !finished).isTrue();
            assertThat(textsOf("one")).isEqualTo(gone ? List.of() : List.of("record of one"));
            assertThat(textsOf("other")).containsExactly("record of other");
            assertThat(information("one").id() == before.get(0).id()).as("ids are given once").isEqualTo(!gone);
            closeAll();
            assertThat(operations).isLessThan(200);
        }
    }

    @Test
    @Statements({"O15", "O16"})
    void aStreamIsResetOrNotWhereverItsResetIsCutOff() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations++) {
            List<StreamInformation> before = createStreams();
            finished = cutOff(operations, () -> {
                try (LogFile opened = provider().open(multiplexed().stream("one"), OpenOptions.openExisting())) {
                    opened.stream().closeAndReset();
                }
            });
            log = track(provider().open(multiplexed(), OpenOptions.openExisting()));
            boolean reset = information("one").resets() == 1;
            assertThat(reset || !finished).isTrue();
            assertThat(textsOf("one")).isEqualTo(reset ? List.of() : List.of("record of one"));
            assertThat(textsOf("other")).containsExactly("record of other");
            assertThat(information("one").nextLsn()).isGreaterThanOrEqualTo(before.get(0).nextLsn());
            closeAll();
            assertThat(operations).isLessThan(200);
        }
    }

    private LogName multiplexed() {
        return LogName.of("log:" + directory.resolve("log") + "::");
    }

    /** Creates a log with two streams, a record in each, and closes it. */
    private List<StreamInformation> createStreams() throws Exception {
        useStorage();
        log = track(provider().open(multiplexed(), OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        for (String name : List.of("one", "other")) {
            track(track(log.stream(name)).createMarshallingArea(SMALL_BLOCKS))
                    .append(bytes("record of " + name), Append.FORCE_FLUSH);
        }
        List<StreamInformation> streams = log.streams();
        closeAll();
        return streams;
    }

    private List<String> textsOf(String name) throws Exception {
        try (LogStream of = log.stream(name);
                MarshallingArea through = of.createMarshallingArea(SMALL_BLOCKS)) {
            return readAll(through, of.baseLsn());
        }
    }

    private StreamInformation information(String name) throws Exception {
        return log.streams().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Does something until the power is cut, and lets the power come back; tells whether it was done. */
    private boolean cutOff(int operations, LifeCycleSubject.Step step) throws Exception {
        storage.failAfter(operations);
        Optional<LogStatus> refusal = LifeCycleSubject.refusal(step);
        assertThat(refusal.map(LogStatus::category)).isIn(Optional.empty(), Optional.of(LogCategory.STORAGE));
        abandon();
        storage.crash();
        return refusal.isEmpty();
    }

    @Test
    void openingFinishesWhatARemovalBeganWhereverItIsCutOffItself() throws Exception {
        for (int begun = 0; begun < 8; begun++) {
            boolean opened = false;
            for (int operations = 0; !opened; operations++) {
                useStorage();
                create(4);
                flushed("kept");
                List<String> paths = paths();
                storage.failAfter(begun);
                try {
                    log.containers().remove(paths.subList(2, 4), true);
                } catch (LogException e) {
                    assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
                }
                abandon();
                storage.crash();
                storage.failAfter(operations);
                try {
                    open(withAllAccess(OpenOptions.openExisting()));
                    flushed();
                    opened = true;
                } catch (LogException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
                crash();
                assertThat(paths().size()).isIn(2, 4);
                assertThat(readAll()).startsWith("kept");
                for (String path : paths) {
                    if (!paths().contains(path)) {
                        log.containers().add(path);
                    }
                }
                assertThat(operations).isLessThan(100);
            }
        }
    }

    private void flushed() throws Exception {
        area = area(SMALL_BLOCKS);
        flushed("opened");
    }

    private List<String> paths() throws LogException {
        return log.containers().list().stream().map(ContainerInformation::path).toList();
    }

    @Test
    void anyPrefixOfTheWorkCanBeCutOffAndRecovered() throws Exception {
        boolean finished = false;
        for (int operations = 0; !finished; operations += 3) {
            useStorage();
            create(2);
            List<String> submitted = new ArrayList<>();
            int acknowledged = 0;
            storage.failAfter(operations);
            try {
                for (int i = 0; i < 40; i++) {
                    submitted.add(i + "-".repeat(i * 101 % 3000));
                    append(submitted.get(i), i % 4 == 3 ? Append.FORCE_FLUSH : Append.NONE);
                    acknowledged = i % 4 == 3 ? i + 1 : acknowledged;
                }
                finished = true;
            } catch (LogException e) {
                assertThat(e.status().category()).isEqualTo(LogCategory.STORAGE);
            }
            crash();
            List<String> found = readAll();
            assertThat(found).hasSizeGreaterThanOrEqualTo(acknowledged);
            assertThat(found).isEqualTo(submitted.subList(0, found.size()));
            assertThat(log.recovery().damage()).isEmpty();
        }
    }

    @Test
    void aLogThatWasFullOpensFullAndIntactAfterACrash() throws Exception {
        create(2);
        int count = 0;
        try {
            while (true) {
                area.append(ByteBuffer.allocate(4000), count % 20 == 0 ? Append.FORCE_FLUSH : Append.NONE);
                count++;
            }
        } catch (LogFullException e) {
            area.flush();
        }
        crash();
        assertThat(lsns()).hasSize(count);
        refused(LogStatus.FULL, () -> area.append(ByteBuffer.allocate(4000)));
        stream.advanceBase(stream.nextLsn());
        flushed("room again");
        crash();
        assertThat(readAll()).endsWith("room again");
    }

    @Test
    @Statements("R11")
    void reservationsAreGoneAfterACrash() throws Exception {
        create(2);
        flushed("before");
        area.reserve(100, 2000, 3000);
        assertThat(log.information().totalReservation()).isPositive();
        crash();
        assertThat(log.information().totalReservation()).isZero();
        assertThat(area.reservation().records()).isZero();
        assertThat(stream.information().reservedBytes()).isZero();
        assertThat(readAll()).containsExactly("before");
    }
}
