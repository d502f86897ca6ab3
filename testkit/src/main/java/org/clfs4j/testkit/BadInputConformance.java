package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Paths, options and files that a log cannot be opened with: one clear sentence, and nothing changes.
 *
 * <p>Bad block sizes and limits are in {@link MarshallingAreaConformance}, bad allocators in
 * {@link AllocatorConformance}, bad LSNs in {@link ReadConformance} and {@link BaseConformance}, damaged files in
 * {@link FormatConformance}.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class BadInputConformance extends LogConformance {

    /** For subclasses. */
    protected BadInputConformance() {}

    @Test
    void aMissingDirectoryIsNamedAndNotCreated() {
        Path missing = directory.resolve("missing");
        LogName name = LogName.of(missing.resolve("log"));
        for (OpenOptions options :
                new OpenOptions[] {OpenOptions.createNew(), OpenOptions.openExisting(), OpenOptions.openAlways()}) {
            refused(LogStatus.OBJECT_PATH_NOT_FOUND, () -> provider().open(name, options), missing);
        }
        refused(LogStatus.OBJECT_PATH_NOT_FOUND, () -> provider().inspect(name), missing);
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        LogName name = LogName.of(file.resolve("log"));
        refused(LogStatus.OBJECT_PATH_NOT_FOUND, () -> provider().open(name, OpenOptions.openAlways()), file);
        assertThat(file).hasContent("no directory");
    }

    @Test
    void aMissingLogCannotBeInspected() {
        refused(LogStatus.OBJECT_NAME_NOT_FOUND, () -> provider().inspect(name()), "log.blf");
    }

    @Test
    void aDirectoryInPlaceOfTheBaseLogFileIsRefused() throws Exception {
        Files.createDirectory(directory.resolve("log.blf"));
        refused(LogStatus.OBJECT_NAME_COLLISION, () -> open(OpenOptions.createNew()), "log.blf");
        refused(LogStatus.METADATA_INVALID, () -> open(OpenOptions.openExisting()), "log.blf");
        assertThat(directory.resolve("log.blf")).isEmptyDirectory();
    }

    /** Containers are named after their log, and the log must find them again. */
    @Test
    void aNameThatNoContainerCanBeCalledAfterIsRefused() throws Exception {
        List<String> names = new ArrayList<>(List.of("x".repeat(230)));
        if (File.separatorChar == '/') {
            names.addAll(List.of("line\nbreak", "back\\slash", "delete\u007f"));
        }
        for (String name : names) {
            for (OpenOptions options :
                    List.of(OpenOptions.createNew(), OpenOptions.openAlways(), OpenOptions.openExisting())) {
                refused(LogStatus.INVALID_PARAMETER, () -> provider().open(name(name), options));
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoLogIsRefused() throws Exception {
        Path blf = directory.resolve("log.blf");
        String letter = "This is a letter to my aunt.\n";
        for (byte[] content : new byte[][] {{1}, letter.getBytes(), letter.repeat(100_000).getBytes()}) {
            Files.write(blf, content);
            for (OpenOptions options : new OpenOptions[] {
                OpenOptions.openExisting(),
                OpenOptions.openAlways(),
                OpenOptions.openExisting().access(Access.READ)
            }) {
                refusedWithoutChange(LogStatus.METADATA_INVALID, () -> open(options), "log.blf");
            }
            refusedWithoutChange(
                    LogStatus.OBJECT_NAME_COLLISION, () -> open(OpenOptions.createNew()), "log.blf");
        }
    }

    @Test
    void aFileOfZerosIsNoLogButALogMayBeCreatedInItsPlace() throws Exception {
        Path blf = directory.resolve("log.blf");
        for (int size : new int[] {0, 1, 64 << 10, 1 << 20}) {
            Files.write(blf, new byte[size]);
            refusedWithoutChange(LogStatus.METADATA_INVALID, () -> open(OpenOptions.openExisting()), "log.blf");
            open(OpenOptions.openAlways());
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.CREATED);
            closeAll();
        }
    }

    @Test
    void aMissingContainerIsNamed() throws Exception {
        createWithTwoRecords();
        Path container = firstContainer();
        closeAll();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("container");
        Files.move(container, elsewhere);
        refusedWithoutChange(LogStatus.CONTAINER_OPEN_FAILED, this::reopen, container.getFileName());
        Files.move(elsewhere, container);
        reopen();
        assertThat(readAll()).containsExactly("one", "two");
    }

    @Test
    void aContainerOfAnotherLogIsNamed() throws Exception {
        createWithTwoRecords();
        Path container = firstContainer();
        byte[] own = Files.readAllBytes(container);
        closeAll();
        try (var other = provider().open(name("other"), OpenOptions.createNew())) {
            other.containers().add(2, CONTAINER);
            try (var stream = other.stream();
                    var foreign = stream.createMarshallingArea(SMALL_BLOCKS)) {
                foreign.append(bytes("foreign"), Append.FORCE_FLUSH);
            }
            Path source = directory.resolve(
                    other.containers().list().get(0).path().substring("%BLF%/".length()));
            Files.write(container, Files.readAllBytes(source));
        }
        refusedWithoutChange(LogStatus.CONTAINER_OPEN_FAILED, this::reopen, container.getFileName());
        Files.write(container, own);
        reopen();
        assertThat(readAll()).containsExactly("one", "two");
    }

    @Test
    void aContainerOfTheWrongSizeIsNamedWithBothSizes() throws Exception {
        createWithTwoRecords();
        Path container = firstContainer();
        byte[] own = Files.readAllBytes(container);
        closeAll();
        byte[] cut = Arrays.copyOf(own, own.length - 512);
        Files.write(container, cut);
        refusedWithoutChange(
                LogStatus.CONTAINER_OPEN_FAILED, this::reopen, container.getFileName(), cut.length, own.length);
        Files.write(container, own);
        reopen();
        assertThat(readAll()).containsExactly("one", "two");
    }

    @Test
    void aLinkInPlaceOfAContainerIsNotFollowed() throws Exception {
        createWithTwoRecords();
        Path container = firstContainer();
        closeAll();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("target");
        Files.move(container, elsewhere);
        Files.createSymbolicLink(container, elsewhere);
        byte[] before = Files.readAllBytes(elsewhere);
        refused(LogStatus.CONTAINER_OPEN_FAILED, this::reopen, container.getFileName());
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(before);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path readOnly = readOnlyDirectory();
        LogName name = LogName.of(readOnly.resolve("clfs4j-log"));
        refused(LogStatus.ACCESS_DENIED, () -> provider().open(name, OpenOptions.createNew()), readOnly);
        assertThat(name.baseLogFile()).doesNotExist();
    }

    /** A directory without write permission; for root, who needs none, one of the kernel's. */
    private Path readOnlyDirectory() throws Exception {
        Path kernels = Path.of("/sys/kernel");
        if (System.getProperty("user.name").equals("root")) {
            assumeTrue(Files.isDirectory(kernels));
            return kernels;
        }
        Path made = Files.createDirectory(directory.resolve("read-only"));
        assumeTrue(made.toFile().setWritable(false) && !Files.isWritable(made));
        return made;
    }

    @Test
    void aLogInUseByAnotherProcessIsRefusedToWritersOnly() throws Exception {
        createWithTwoRecords();
        closeAll();
        LogHolder holder = LogHolder.hold(provider(), name().path());
        try (holder) {
            refusedWithoutChange(LogStatus.SHARING_VIOLATION, this::reopen, "log");
            reopen(OpenOptions.openExisting().access(Access.READ));
            assertThat(readAll()).containsExactly("one", "two");
            closeAll();
        }
        reopen();
        assertThat(readAll()).containsExactly("one", "two");
    }

    @Test
    void aLogWhoseWriterWasKilledCanBeOpenedAtOnce() throws Exception {
        createWithTwoRecords();
        closeAll();
        LogHolder.hold(provider(), name().path()).kill();
        reopen();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(readAll()).containsExactly("one", "two");
    }

    @Test
    void optionsThatMakeNoSenseCreateNothing() throws Exception {
        for (int sectorSize : new int[] {0, -512, 1, 256, 513, 1000, 131072}) {
            refusedWithoutChange(
                    LogStatus.INVALID_PARAMETER,
                    () -> open(OpenOptions.createNew().sectorSize(sectorSize)),
                    sectorSize);
        }
        for (int threshold : new int[] {0, -1}) {
            refusedWithoutChange(
                    LogStatus.INVALID_PARAMETER,
                    () -> open(OpenOptions.createNew().flushThreshold(threshold)),
                    threshold);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLogKeepsAllItHadWhenItIsFull() throws Exception {
        create(2);
        int count = 0;
        boolean full = false;
        while (!full) {
            try {
                area.append(ByteBuffer.allocate(4000), Append.FORCE_APPEND);
                count++;
            } catch (LogFullException e) {
                full = true;
            }
        }
        refused(LogStatus.FULL, () -> area.append(ByteBuffer.allocate(4000)), "log");
        reopen();
        assertThat(lsns()).hasSize(count);
        refused(LogStatus.FULL, () -> area.append(ByteBuffer.allocate(4000)), "log");
        stream.advanceBase(stream.nextLsn());
        flushed("room again");
        assertThat(readAll()).containsExactly("room again");
    }

    private void createWithTwoRecords() throws Exception {
        create(2);
        flushed("one");
        flushed("two");
    }

    private Path firstContainer() throws Exception {
        return directory.resolve(log.containers().list().get(0).path().substring("%BLF%/".length()));
    }
}
