package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerName;
import org.clfs4j.ContainerSet;
import org.clfs4j.ContainerState;
import org.clfs4j.FileAttribute;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Containers: adding them, using them in turn, and what they tell of themselves.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ContainerConformance extends LogConformance {

    private static final int RECORD = 3000;

    /** For subclasses. */
    protected ContainerConformance() {}

    @Test
    @Statements("C1")
    void aSmallSizeIsRoundedUpAndToldToTheCaller() throws Exception {
        create();
        List<ContainerInformation> added = log.containers().add(1, 32 << 10);
        assertThat(added).hasSize(1);
        assertThat(added.get(0).size()).isEqualTo(CONTAINER);
        assertThat(log.information().containerSize()).isEqualTo(CONTAINER);
        assertThat(log.information().totalAvailable()).isEqualTo(CONTAINER);
        assertThat(Files.size(fileOf(added.get(0)))).isGreaterThanOrEqualTo(CONTAINER);
    }

    @Test
    @Statements("C2")
    void oneByteMoreTakesTheNextMultiple() throws Exception {
        create();
        assertThat(log.containers().add(1, CONTAINER + 1).get(0).size()).isEqualTo(2 * CONTAINER);
        assertThat(log.information().containerSize()).isEqualTo(2 * CONTAINER);
    }

    @Test
    @Statements("C3")
    void theFirstContainerNeedsASize() throws Exception {
        create();
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(1));
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add("%BLF%/first"));
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(1, 0));
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(1, -1));
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(0, CONTAINER));
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(1, ContainerSet.MAX_SIZE + 1));
    }

    @Test
    @Statements("C4")
    void laterContainersHaveTheSizeOfTheFirst() throws Exception {
        create();
        log.containers().add(1, 2 * CONTAINER);
        assertThat(log.containers().add(2)).extracting(ContainerInformation::size).containsOnly(2 * CONTAINER);
        assertThat(log.containers().add("%BLF%/own-name").size()).isEqualTo(2 * CONTAINER);
        assertThat(log.information().totalAvailable()).isEqualTo(8 * CONTAINER);
    }

    @Test
    @Statements("C5")
    void aLargerSizeLaterIsTheExistingSize() throws Exception {
        create();
        log.containers().add(1, CONTAINER);
        assertThat(log.containers().add(1, 4 * CONTAINER).get(0).size()).isEqualTo(CONTAINER);
        assertThat(log.containers().add("%BLF%/own-name", 4 * CONTAINER).size()).isEqualTo(CONTAINER);
        assertThat(log.information().totalAvailable()).isEqualTo(3 * CONTAINER);
    }

    @Test
    @Statements("C6")
    void aSmallerSizeLaterIsRefused() throws Exception {
        create();
        log.containers().add(1, 2 * CONTAINER);
        assertUnchangedBy(
                LogStatus.INVALID_PARAMETER, () -> log.containers().add(1, CONTAINER), CONTAINER, 2 * CONTAINER);
        assertThat(log.containers().add(1, CONTAINER + 1).get(0).size()).isEqualTo(2 * CONTAINER);
    }

    @Test
    @Statements("C7")
    void theContainersOfAMultiplexedLogAreMultiplesOfOneMebibyte() throws Exception {
        LogFile multiplexed = track(provider().open(LogName.of("log:" + name().path() + "::"), OpenOptions.createNew()));
        assertThat(multiplexed.containers().add(1, CONTAINER).get(0).size()).isEqualTo(2 * CONTAINER);
        assertThat(multiplexed.containers().add(1, 1).get(0).size()).isEqualTo(2 * CONTAINER);
        assertThat(multiplexed.information().containerSize()).isEqualTo(2 * CONTAINER);
        refused(LogStatus.INVALID_PARAMETER, () -> track(provider().open(
                        LogName.of("log:" + name("largest").path() + "::"), OpenOptions.createNew()))
                .containers()
                .add(1, ContainerSet.MAX_SIZE));
    }

    @Test
    @Statements("C8")
    void aPathCannotLeaveTheDirectory() throws Exception {
        create();
        for (String path : List.of(
                "%BLF%/../outside",
                "%BLF%/./inside",
                "%BLF%/sub/../inside",
                "%BLF%/..",
                "%BLF%/.",
                "%BLF%/",
                "%BLF%",
                directory.resolve("../outside").toString(),
                directory.resolveSibling("outside").toString())) {
            assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add(path, CONTAINER), path);
        }
        assertThat(directory.resolveSibling("outside")).doesNotExist();
    }

    @Test
    @Statements("C9")
    void aPathWithoutThePrefixMustBeAbsolute() throws Exception {
        create();
        assertUnchangedBy(LogStatus.INVALID_PARAMETER, () -> log.containers().add("relative", CONTAINER), "relative");
        assertThat(Path.of("relative")).doesNotExist();
        Path absolute = directory.resolve("absolute").toAbsolutePath();
        ContainerInformation added = log.containers().add(absolute.toString(), CONTAINER);
        assertThat(absolute).isRegularFile();
        assertThat(added.path()).isEqualTo("%BLF%/absolute");
    }

    @Test
    @Statements("C10")
    void aPathThatExistsIsRefused() throws Exception {
        create();
        log.containers().add("%BLF%/mine", CONTAINER);
        Files.writeString(directory.resolve("foreign"), "somebody else's");
        assertUnchangedBy(LogStatus.OBJECT_NAME_COLLISION, () -> log.containers().add("%BLF%/mine"), "mine");
        assertUnchangedBy(LogStatus.OBJECT_NAME_COLLISION, () -> log.containers().add("%BLF%/foreign"), "foreign");
        assertThat(directory.resolve("foreign")).hasContent("somebody else's");
        log.containers().add(1);
        assertThat(log.information().totalContainers()).isEqualTo(2);
    }

    @Test
    @Statements({"C11", "B16"})
    void fewerThanTwoContainersAreNotEnough() throws Exception {
        create();
        refused(LogStatus.NOT_ENOUGH_CONTAINERS, () -> area(SMALL_BLOCKS), 0, 2);
        log.containers().add(1, CONTAINER);
        refused(LogStatus.NOT_ENOUGH_CONTAINERS, () -> area(SMALL_BLOCKS), 1, 2);
        log.containers().add(1);
        area = area(SMALL_BLOCKS);
        flushed("now it works");
        assertThat(readAll()).containsExactly("now it works");
    }

    @Test
    @Statements("C12")
    void the1024thContainerIsRefused() throws Exception {
        create();
        assertUnchangedBy(
                LogStatus.CONTAINER_LIMIT_EXCEEDED, () -> log.containers().add(1024, CONTAINER), 1024, 1023);
        log.containers().add(2, CONTAINER);
        assertUnchangedBy(LogStatus.CONTAINER_LIMIT_EXCEEDED, () -> log.containers().add(1022), 1022, 1023);
        assertUnchangedBy(LogStatus.CONTAINER_LIMIT_EXCEEDED, () -> log.containers().add(Integer.MAX_VALUE), 1023);
        assertThat(ContainerSet.MAX_COUNT).isEqualTo(1023);
    }

    @Test
    @Statements("C19")
    void aNewContainerIsAllZeros() throws Exception {
        create();
        for (ContainerInformation added : log.containers().add(2, CONTAINER)) {
            assertThat(Files.readAllBytes(fileOf(added))).containsOnly(0);
            assertThat(added.state()).isEqualTo(ContainerState.INACTIVE);
            assertThat(added.logicalId()).isEmpty();
        }
    }

    @Test
    @Statements("C20")
    void theBaseMovingInsideAContainerFreesNone() throws Exception {
        create(3);
        List<Lsn> lsns = fillUpTo(1, RECORD);
        int free = log.information().freeContainers();
        long available = log.information().currentAvailable();
        List<Lsn> ofFirst = lsns.stream().filter(lsn -> lsn.containerId() == 0).toList();
        stream.advanceBase(ofFirst.get(ofFirst.size() / 2));
        assertThat(log.information().freeContainers()).isEqualTo(free);
        stream.advanceBase(ofFirst.get(ofFirst.size() - 1));
        assertThat(log.information().freeContainers()).isEqualTo(free);
        assertThat(log.information().currentAvailable()).isEqualTo(available);
        stream.advanceBase(lsns.get(ofFirst.size()));
        assertThat(log.information().freeContainers()).isEqualTo(free + 1);
        assertThat(log.information().currentAvailable()).isGreaterThanOrEqualTo(available + CONTAINER);
    }

    @Test
    @Statements({"C22", "L13"})
    void afterThreeFullContainersTheFourthIsTheFirstOneAgain() throws Exception {
        create(3);
        fill();
        List<Lsn> lsns = lsns();
        assertThat(lsns.get(lsns.size() - 1).containerId()).isEqualTo(2);
        assertThat(log.information().freeContainers()).isZero();
        ContainerInformation oldest = log.containers().list().get(0);
        assertThat(oldest.logicalId()).isEqualTo(OptionalLong.of(0));

        stream.advanceBase(firstOf(lsns, 1));
        Lsn reused = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);

        assertThat(reused.containerId()).isEqualTo(3);
        ContainerInformation again = log.containers().list().get(0);
        assertThat(again.physicalId()).isEqualTo(oldest.physicalId());
        assertThat(again.path()).isEqualTo(oldest.path());
        assertThat(again.logicalId()).isEqualTo(OptionalLong.of(3));
        assertThat(again.state()).isEqualTo(ContainerState.ACTIVE);
    }

    @Test
    @Statements({"C22", "L13"})
    void tenLapsAddNoFileAndNoByte() throws Exception {
        create(3);
        long size = FileBytes.totalSize(directory);
        int files = FileBytes.of(directory).size();
        Map<Integer, Long> logicalIds = new HashMap<>();
        Lsn newest = Lsn.NULL;
        for (long container = 1; container <= 30; container++) {
            for (Lsn lsn : fillUpTo(container, RECORD)) {
                newest = lsn;
            }
            stream.advanceBase(newest);
            for (ContainerInformation info : log.containers().list()) {
                long now = info.logicalId().orElse(-1);
                Long earlier = logicalIds.put(info.physicalId(), now);
                assertThat(now).isGreaterThanOrEqualTo(earlier == null ? -1 : earlier);
            }
        }
        assertThat(newest.containerId()).isEqualTo(30);
        assertThat(logicalIds).hasSize(3);
        assertThat(FileBytes.of(directory)).hasSize(files);
        assertThat(FileBytes.totalSize(directory)).isEqualTo(size);
        reopen();
        assertThat(stream.baseLsn()).isEqualTo(newest);
        assertThat(lsns()).containsExactly(newest);
    }

    @Test
    void addedContainersAreThereAfterReopening() throws Exception {
        create();
        log.containers().add(2, CONTAINER);
        log.containers().add("%BLF%/own-name");
        List<ContainerInformation> before = log.containers().list();
        assertThat(before).extracting(ContainerInformation::physicalId).isSorted().doesNotHaveDuplicates();
        closeAll();
        reopen();
        assertThat(withoutTimes(log.containers().list())).isEqualTo(withoutTimes(before));
    }

    @Test
    void aLogThatWasFullGoesOnInANewContainer() throws Exception {
        create(2);
        int records = fill();
        log.containers().add(1);
        Lsn lsn = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);
        assertThat(lsn.containerId()).isEqualTo(2);
        assertThat(lsns()).hasSize(records + 1);
    }

    @Test
    void recordsOfTheNewLapAreReadAfterReopeningAndNoneOfTheOld() throws Exception {
        create(2);
        area = area(MarshallingAreaOptions.builder().blockSize(BLOCK).build());
        for (int lap = 0; lap < 4; lap++) {
            List<Lsn> lsns = fillUpTo(lap + 1, RECORD);
            stream.advanceBase(lsns.get(lsns.size() - 1));
        }
        Lsn base = stream.baseLsn();
        flushed("new lap");
        reopen();
        assertThat(lsns()).hasSize(2).first().isEqualTo(base);
        assertThat(readAll()).endsWith("new lap");
    }

    @Test
    void aContainerIsDescribedInFull() throws Exception {
        create(2);
        flushed("one");
        for (ContainerInformation container : log.containers().list()) {
            Path file = fileOf(container);
            assertThat(container.fileName()).isEqualTo(file.toAbsolutePath().toString());
            assertThat(container.fileNameLength()).isEqualTo(container.fileName().length());
            assertThat(container.attributes()).containsExactly(FileAttribute.NORMAL);
            assertThat(container.size()).isEqualTo(CONTAINER);
            BasicFileAttributes times = Files.readAttributes(file, BasicFileAttributes.class);
            assertThat(container.creationTime()).isEqualTo(times.creationTime().toInstant());
            assertThat(container.lastAccessTime()).isEqualTo(times.lastAccessTime().toInstant());
            assertThat(container.lastWriteTime()).isEqualTo(times.lastModifiedTime().toInstant());
        }
        assertThat(log.containers().list())
                .extracting(ContainerInformation::state)
                .containsExactly(ContainerState.ACTIVE, ContainerState.INACTIVE);
    }

    @Test
    void aHiddenFileSaysSo() throws Exception {
        create();
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        assertThat(log.containers().add("%BLF%/.hidden", CONTAINER).attributes())
                .containsExactly(FileAttribute.HIDDEN);
    }

    @Test
    void aContainerWhoseFileIsMissingIsListedAllTheSame() throws Exception {
        create(2);
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        Files.delete(fileOf(log.containers().list().get(1)));
        ContainerInformation missing = log.containers().list().get(1);
        assertThat(missing.attributes()).isEmpty();
        assertThat(missing.creationTime()).isEqualTo(Instant.EPOCH);
    }

    @Test
    @Statements("C24")
    void aNameThatIsTooLongIsCutOffAndTold() throws Exception {
        create(2);
        flushed("one");
        String whole = log.containers().list().get(0).fileName();
        assertThat(log.containers().name(0)).isEqualTo(whole);
        for (int length : List.of(0, 1, whole.length() - 1)) {
            ContainerName name = log.containers().name(0, length);
            assertThat(name).isEqualTo(new ContainerName(whole.substring(0, length), whole.length()));
            assertThat(name.truncated()).isTrue();
            assertThat(name.status()).contains(LogStatus.BUFFER_OVERFLOW);
        }
        for (int length : List.of(whole.length(), whole.length() + 1, Integer.MAX_VALUE)) {
            ContainerName name = log.containers().name(0, length);
            assertThat(name).isEqualTo(new ContainerName(whole, whole.length()));
            assertThat(name.truncated()).isFalse();
            assertThat(name.status()).isEmpty();
        }
        refused(LogStatus.INVALID_PARAMETER, () -> log.containers().name(0, -1), -1);
    }

    @Test
    void aNameIsThatOfTheContainerThatCarriesTheLogicalIdNow() throws Exception {
        create(2);
        fill();
        List<Lsn> lsns = lsns();
        String first = log.containers().name(0);
        assertThat(log.containers().name(1)).isNotEqualTo(first);
        stream.advanceBase(firstOf(lsns, 1));
        area.append(ByteBuffer.allocate(RECORD), Append.NONE);
        assertThat(log.containers().name(2)).isEqualTo(first);
        for (long id : new long[] {0, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            refused(LogStatus.INVALID_PARAMETER, () -> log.containers().name(id), id);
        }
    }

    private int fill() throws Exception {
        int records = 0;
        while (true) {
            try {
                area.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
                records++;
            } catch (LogFullException e) {
                return records;
            }
        }
    }

    private static Lsn firstOf(List<Lsn> lsns, long container) {
        return lsns.stream().filter(lsn -> lsn.containerId() == container).findFirst().orElseThrow();
    }

    private Path fileOf(ContainerInformation container) {
        return directory.resolve(container.path().substring(ContainerSet.BLF_DIRECTORY.length()));
    }

    private void assertUnchangedBy(LogStatus status, ThrowingCallable call, Object... mentions) throws Exception {
        List<ContainerInformation> containers = log.containers().list();
        refusedWithoutChange(status, call, mentions);
        assertThat(withoutTimes(log.containers().list())).isEqualTo(withoutTimes(containers));
    }

    /** Looking at a file changes when it was last read. */
    private static List<ContainerInformation> withoutTimes(List<ContainerInformation> containers) {
        return containers.stream()
                .map(container -> new ContainerInformation(
                        container.path(),
                        container.fileName(),
                        container.attributes(),
                        container.creationTime(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        container.size(),
                        container.state(),
                        container.physicalId(),
                        container.logicalId()))
                .toList();
    }
}
