package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Removing containers, at once or as soon as the base has passed them.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ContainerRemovalConformance extends LogConformance {

    private static final int RECORD = 3000;

    /** For subclasses. */
    protected ContainerRemovalConformance() {}

    private ContainerInformation container(int index) throws LogException {
        return log.containers().list().get(index);
    }

    private List<ContainerState> states() throws LogException {
        return log.containers().list().stream().map(ContainerInformation::state).toList();
    }

    private static Path file(ContainerInformation container) {
        return Path.of(container.fileName());
    }

    /** Uses the first containers; returns the first LSN in the last of them. */
    private Lsn fillContainers(int count) throws Exception {
        Lsn first = last(fillUpTo(count - 1, RECORD)).orElseThrow();
        area.flush();
        return first;
    }

    @Test
    @Statements("C14")
    void forcedRemovalOfAnActiveContainerIsRefusedAndMarksNothing() throws Exception {
        create(4);
        fillContainers(2);
        List<ContainerState> before = states();
        for (int active : new int[] {0, 1}) {
            String path = container(active).path();
            refusedWithoutChange(
                    LogStatus.CANT_DELETE, () -> log.containers().remove(path, true), path.substring("%BLF%/".length()));
        }
        assertThat(states()).isEqualTo(before).startsWith(ContainerState.ACTIVE, ContainerState.ACTIVE);
        stream.advanceBase(stream.nextLsn());
        assertThat(file(container(0))).as("not marked").exists();
        assertThat(log.information().totalContainers()).isEqualTo(4);
    }

    @Test
    @Statements({"C15", "C16"})
    void lazyRemovalOfAnActiveContainerWaitsUntilTheBaseHasPassedIt() throws Exception {
        create(4);
        Lsn second = fillContainers(2);
        ContainerInformation first = container(0);
        List<Lsn> records = lsns();
        long room = log.information().currentAvailable();

        log.containers().remove(first.path(), false);
        assertThat(states())
                .containsExactly(
                        ContainerState.ACTIVE_PENDING_DELETE,
                        ContainerState.ACTIVE,
                        ContainerState.INACTIVE,
                        ContainerState.INACTIVE);
        assertThat(log.information().totalContainers()).isEqualTo(4);
        assertThat(log.information().totalAvailable()).isEqualTo(4 * CONTAINER);
        assertThat(log.information().currentAvailable()).isEqualTo(room);
        assertThat(file(first)).exists();
        assertThat(lsns()).isEqualTo(records);

        log.containers().remove(first.path(), false);
        stream.advanceBase(records.get(records.indexOf(second) - 1));
        assertThat(file(first)).as("the base is in it still").exists();

        stream.advanceBase(second);
        assertThat(file(first)).doesNotExist();
        assertThat(log.containers().list()).noneMatch(container -> container.path().equals(first.path()));
        assertThat(log.information().totalContainers()).isEqualTo(3);
        assertThat(log.information().totalAvailable()).isEqualTo(3 * CONTAINER);
        assertThat(log.information().currentAvailable()).isEqualTo(room);
        assertThat(lsns()).containsExactly(second);
        reopen();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(lsns()).containsExactly(second);
        assertThat(log.information().totalContainers()).isEqualTo(3);
    }

    @Test
    @Statements("C16")
    void aRestartAreaThatMovesTheBaseLetsTheContainerGo() throws Exception {
        create(3);
        Lsn second = fillContainers(2);
        ContainerInformation first = container(0);
        log.containers().remove(first.path(), false);
        area.writeRestartArea(bytes("state"), second);
        assertThat(file(first)).doesNotExist();
        assertThat(log.information().totalContainers()).isEqualTo(2);
    }

    @Test
    @Statements("C17")
    void anInactiveContainerIsDeletedAtOnce() throws Exception {
        create(4);
        fillContainers(1);
        for (boolean force : new boolean[] {false, true}) {
            ContainerInformation unused = container(log.information().totalContainers() - 1);
            log.containers().remove(unused.path(), force);
            assertThat(file(unused)).doesNotExist();
            assertThat(log.containers().list()).doesNotContain(unused);
        }
        assertThat(log.information().totalContainers()).isEqualTo(2);
        assertThat(log.information().totalAvailable()).isEqualTo(2 * CONTAINER);
        assertThat(log.information().freeContainers()).isEqualTo(1);
        reopen();
        assertThat(log.information().totalContainers()).isEqualTo(2);
    }

    @Test
    @Statements("C17")
    void aContainerThatTheBaseHasPassedIsDeletedAtOnceWhereverItIs() throws Exception {
        create(5);
        Lsn fourth = fillContainers(4);
        stream.advanceBase(fourth);
        ContainerInformation second = container(1);
        log.containers().remove(second.path(), true);
        assertThat(file(second)).doesNotExist();
        flushed("goes on");
        reopen();
        assertThat(readAll()).hasSize(2).endsWith("goes on");
        Lsn newest = fourth;
        for (int container = 4; container < 12; container++) {
            newest = last(fillUpTo(container, RECORD)).orElseThrow();
            stream.advanceBase(newest);
        }
        reopen();
        assertThat(lsns()).containsExactly(newest);
        assertThat(log.information().totalContainers()).isEqualTo(4);
    }

    @Test
    @Statements("C18")
    void theOnlyContainerIsNotRemoved() throws Exception {
        create();
        String path = log.containers().add(1, CONTAINER).get(0).path();
        for (boolean force : new boolean[] {false, true}) {
            refusedWithoutChange(LogStatus.CANT_DELETE, () -> log.containers().remove(path, force), 1);
        }
        assertThat(states()).containsExactly(ContainerState.INACTIVE);
    }

    @Test
    @Statements("C18")
    void oneContainerAlwaysStaysThatIsNotToBeDeleted() throws Exception {
        create(3);
        fillContainers(2);
        List<String> all = log.containers().list().stream().map(ContainerInformation::path).toList();
        refusedWithoutChange(LogStatus.CANT_DELETE, () -> log.containers().remove(all, false));
        log.containers().remove(all.subList(0, 2), false);
        refusedWithoutChange(LogStatus.CANT_DELETE, () -> log.containers().remove(all.get(2), false));
        refusedWithoutChange(LogStatus.CANT_DELETE, () -> log.containers().remove(all.get(2), true));
        log.containers().add(1);
        log.containers().remove(all.get(2), true);
        assertThat(states())
                .containsExactly(
                        ContainerState.ACTIVE_PENDING_DELETE, ContainerState.ACTIVE_PENDING_DELETE, ContainerState.INACTIVE);
    }

    @Test
    void theContainerThatTheNextRecordGoesIntoIsActiveEvenIfTheLogIsEmpty() throws Exception {
        create(2);
        flushed("one");
        stream.advanceBase(stream.nextLsn());
        String path = container(0).path();
        refused(LogStatus.CANT_DELETE, () -> log.containers().remove(path, true));
        log.containers().remove(path, false);
        Lsn next = last(fillUpTo(1, RECORD)).orElseThrow();
        stream.advanceBase(next);
        area.flush();
        stream.flushMetadata();
        assertThat(log.information().totalContainers()).isEqualTo(1);
        assertThat(lsns()).containsExactly(next);
    }

    @Test
    void severalAreRemovedAllOrNone() throws Exception {
        create(5);
        fillContainers(2);
        List<ContainerInformation> all = log.containers().list();
        String active = all.get(0).path();
        String free = all.get(3).path();
        refusedWithoutChange(LogStatus.CANT_DELETE, () -> log.containers().remove(List.of(free, active), true));
        refusedWithoutChange(
                LogStatus.OBJECT_NAME_NOT_FOUND,
                () -> log.containers().remove(List.of(free, "%BLF%/nosuch"), false),
                "nosuch");
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER,
                () -> log.containers().remove(List.of(free, file(all.get(3)).toString()), false),
                "twice");
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> log.containers().remove(List.of(), false));
        assertThat(states()).isEqualTo(all.stream().map(ContainerInformation::state).toList());

        log.containers().remove(List.of(free, active), false);
        assertThat(file(all.get(3))).doesNotExist();
        assertThat(states()).startsWith(ContainerState.ACTIVE_PENDING_DELETE).hasSize(4);
    }

    @Test
    void aPathNamesAContainerAsItDoesWhenItIsAdded() throws Exception {
        create(2);
        Path absolute = directory.resolve("own-name").toAbsolutePath();
        for (String path : List.of("%BLF%/own-name", "%BLF%\\own-name", absolute.toString())) {
            log.containers().add("%BLF%/own-name");
            log.containers().remove(path, true);
            assertThat(absolute).doesNotExist();
        }
        Files.writeString(directory.resolve("foreign"), "somebody else's");
        for (String path : List.of("own-name", "%BLF%/../own-name", "%BLF%/", directory.resolveSibling("x").toString())) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> log.containers().remove(path, false), path);
        }
        for (String path : List.of("%BLF%/foreign", "%BLF%/own-name", "%BLF%/log.blf", absolute.toString())) {
            refusedWithoutChange(LogStatus.OBJECT_NAME_NOT_FOUND, () -> log.containers().remove(path, true));
        }
        assertThat(directory.resolve("foreign")).hasContent("somebody else's");
    }

    @Test
    void spaceThatWasReservedIsNotRemoved() throws Exception {
        create(8);
        int records = (int) (CONTAINER / RECORD) + 1;
        long bytes = area.reservationSize(RECORD) * (long) records;
        area.allocateReservation(records, bytes);
        while (log.information().currentAvailable() >= 2 * CONTAINER) {
            log.containers().remove(container(1).path(), true);
        }
        List<String> free = log.containers().list().stream().map(ContainerInformation::path).toList();
        assertThat(free).hasSizeBetween(2, 7);
        refusedWithoutChange(
                LogStatus.PINNED_RESERVATION,
                () -> log.containers().remove(free.subList(1, free.size()), false),
                free.size() - 1);
        assertThat(states()).hasSameSizeAs(free).containsOnly(ContainerState.INACTIVE);
        area.freeReservation(records, -bytes);
        log.containers().remove(free.subList(1, free.size()), false);
        assertThat(states()).containsExactly(ContainerState.INACTIVE);
    }

    @Test
    void removingNeedsAccessToWriteAndDelete() throws Exception {
        create(3);
        String path = container(2).path();
        for (OpenOptions options : List.of(
                OpenOptions.openExisting(),
                OpenOptions.openExisting().access(Access.READ),
                OpenOptions.openExisting().withoutAccess())) {
            LogFile other = another(options);
            refusedWithoutChange(LogStatus.ACCESS_DENIED, () -> other.containers().remove(path, false));
        }
        var containers = log.containers();
        closeAll();
        refused(LogStatus.INVALID_HANDLE, () -> containers.remove(path, false));
    }

    @Test
    void aContainerToBeDeletedIsNotUsedAgain() throws Exception {
        create(3);
        Lsn second = fillContainers(2);
        ContainerInformation first = container(0);
        log.containers().remove(first.path(), false);
        append("keeps the first container needed", Append.NONE);
        try {
            while (true) {
                area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
            }
        } catch (LogFullException e) {
            assertThat(stream.nextLsn().containerId()).isEqualTo(2);
        }
        stream.advanceBase(second);
        area.flush();
        refused(LogStatus.FULL, () -> area.append(ByteBuffer.allocate(RECORD)));
        assertThat(file(first)).doesNotExist();
    }

    @Test
    void aContainerToBeDeletedStaysSoWhenTheLogIsOpenedAgain() throws Exception {
        create(3);
        Lsn second = fillContainers(2);
        ContainerInformation first = container(0);
        log.containers().remove(first.path(), false);
        List<Lsn> records = lsns();
        reopen();
        assertThat(states()).startsWith(ContainerState.ACTIVE_PENDING_DELETE);
        assertThat(lsns()).isEqualTo(records);
        stream.advanceBase(second);
        assertThat(file(first)).doesNotExist();
    }

    @Test
    void aBaseThatMovesOverQueuedRecordsLetsTheContainerGoWhenNothingIsWrittenIntoItAnyMore() throws Exception {
        create(4, withAllAccess(OpenOptions.createNew()).flushThreshold(Integer.MAX_VALUE));
        flushed("oldest");
        Lsn newest = last(fillUpTo(1, RECORD)).orElseThrow();
        ContainerInformation first = container(0);
        log.containers().remove(first.path(), false);
        stream.advanceBase(newest);
        append("behind");
        stream.flushMetadata();
        assertThat(file(first)).doesNotExist();
        reopen();
        assertThat(lsns()).hasSize(2).startsWith(newest);
    }

    @Test
    void anInactiveContainerCanGoThoughItsRecordsWereNeverFlushed() throws Exception {
        create(4, withAllAccess(OpenOptions.createNew()).flushThreshold(Integer.MAX_VALUE));
        Lsn newest = last(fillUpTo(1, RECORD)).orElseThrow();
        ContainerInformation first = container(0);
        stream.advanceBase(newest);
        log.containers().remove(first.path(), true);
        assertThat(file(first)).doesNotExist();
        reopen();
        assertThat(lsns()).containsExactly(newest);
    }

    @Test
    void closingTheLogLetsContainersGo() throws Exception {
        create(4, withAllAccess(OpenOptions.createNew()).flushThreshold(Integer.MAX_VALUE));
        flushed("oldest");
        ContainerInformation first = container(0);
        log.containers().remove(first.path(), false);
        stream.advanceBase(last(fillUpTo(1, RECORD)).orElseThrow());
        closeAll();
        assertThat(file(first)).doesNotExist();
        reopen();
        assertThat(log.information().totalContainers()).isEqualTo(3);
    }

    @Test
    void aReaderInADeletedContainerIsToldThatTheBaseHasPassedIt() throws Exception {
        create(3);
        Lsn second = fillContainers(2);
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        ByteBuffer payload = context.payload();
        log.containers().remove(container(0).path(), false);
        stream.advanceBase(second);
        assertThat(payload).as("the record that was read").isEqualTo(ByteBuffer.allocate(RECORD));
        refused(LogStatus.START_OF_LOG, context::next);
        assertThat(lsns()).containsExactly(second);
    }

    @Test
    void aRemovedNameCanBeUsedAgain() throws Exception {
        create(3);
        for (int round = 0; round < 3; round++) {
            log.containers().add("%BLF%/again");
            log.containers().remove("%BLF%/again", true);
        }
        String path = container(2).path();
        log.containers().remove(path, false);
        assertThat(log.containers().add(1).get(0).path()).isEqualTo(path);
        reopen();
        flushed("works");
        assertThat(log.information().totalContainers()).isEqualTo(3);
    }

    @Test
    void appendingAndReadingGoOnWhileContainersComeAndGo() throws Exception {
        create(4);
        ExecutorService others = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        try {
            CompletableFuture<Integer> changes = CompletableFuture.supplyAsync(() -> comeAndGo(done), others);
            CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> readAlong(done), others);
            int appended = 0;
            while (appended < 3000) {
                try {
                    Lsn lsn = area.append(
                            ByteBuffer.allocate(RECORD).putInt(0, appended),
                            appended % 7 == 0 ? Append.FORCE_FLUSH : Append.FORCE_APPEND);
                    appended++;
                    if (appended % 100 == 0) {
                        stream.advanceBase(lsn);
                    }
                } catch (LogFullException e) {
                    stream.advanceBase(stream.nextLsn());
                }
            }
            done.set(true);
            assertThat(changes.join()).isPositive();
            assertThat(reads.join()).isNotNegative();
            List<Lsn> left = lsns();
            reopen();
            assertThat(log.recovery().damage()).isEmpty();
            assertThat(lsns()).isEqualTo(left);
        } finally {
            done.set(true);
            others.shutdown();
        }
        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("Container")))
                    .hasSize(log.information().totalContainers());
        }
    }

    private int comeAndGo(AtomicBoolean done) {
        int changes = 0;
        try {
            while (!done.get()) {
                log.containers().add(2);
                List<ContainerInformation> all = log.containers().list();
                List<String> going = new ArrayList<>();
                for (ContainerInformation container : all) {
                    if (all.size() - going.size() > 4 && container.state() != ContainerState.ACTIVE_PENDING_DELETE) {
                        going.add(container.path());
                    }
                }
                if (!going.isEmpty()) {
                    log.containers().remove(going, false);
                }
                changes++;
            }
            return changes;
        } catch (LogException e) {
            if (e.status() == LogStatus.OBJECT_NAME_NOT_FOUND || e.status() == LogStatus.CANT_DELETE) {
                return comeAndGo(done) + changes;
            }
            throw new AssertionError(e);
        }
    }

    private int readAlong(AtomicBoolean done) {
        int records = 0;
        try (MarshallingArea own = stream.createMarshallingArea(SMALL_BLOCKS)) {
            while (!done.get()) {
                try (ReadContext context = own.read(stream.baseLsn(), ReadMode.FORWARD)) {
                    int last = -1;
                    while (!done.get() && context.next()) {
                        int number = context.payload().getInt(context.payload().position());
                        assertThat(number).isGreaterThan(last);
                        last = number;
                        records++;
                    }
                } catch (LogException e) {
                    assertThat(e.status()).as(e.getMessage()).isIn(Arrays.asList(LogStatus.START_OF_LOG, LogStatus.INVALID_RANGE));
                }
            }
            return records;
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }
}
