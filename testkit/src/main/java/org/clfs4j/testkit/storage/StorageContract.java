package org.clfs4j.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.clfs4j.FileAttribute;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.NotRegularFileException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every storage of real files.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class StorageContract {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path directory;

    private Storage storage;

    /** For extensions. */
    protected StorageContract() {}

    /**
     * Gives access to a directory.
     *
     * @param of the directory
     * @return the storage under test
     * @throws IOException if there is no such directory
     */
    protected abstract Storage storage(Path of) throws IOException;

    @BeforeEach
    void openStorage() throws IOException {
        storage = storage(directory);
    }

    @Test
    void identityIsTheSameByWhateverPath() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));

        assertThat(storage(link).identity())
                .isEqualTo(storage(directory.resolve("real/../real")).identity())
                .isEqualTo(directory.toRealPath().resolve("real").toString());
    }

    @Test
    void missingDirectoryAndFileInItsPlaceAreRefused() throws IOException {
        Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> storage(directory.resolve("missing")));
        assertThatExceptionOfType(NotDirectoryException.class)
                .isThrownBy(() -> storage(directory.resolve("file")));
    }

    @Test
    void createdFileHasItsSizeAndHoldsZeros() throws IOException {
        for (int size : new int[] {0, 1, 511, 4096, (1 << 20) - 1, 1 << 20, (2 << 20) + 77}) {
            try (StorageFile file = storage.create("f" + size, size)) {
                assertThat(file.size()).isEqualTo(size);
                assertThat(file.name()).isEqualTo("f" + size);
            }

            assertThat(Files.readAllBytes(directory.resolve("f" + size))).isEqualTo(new byte[size]);
        }
    }

    @Test
    void createdFileHasItsBlocksOnTheVolume() throws Exception {
        storage.create("f", 1 << 20).close();

        Process du = new ProcessBuilder("du", "-k", directory.resolve("f").toString()).start();
        String kib = new String(du.getInputStream().readAllBytes()).split("\\s")[0];
        assumeTrue(du.waitFor() == 0, "du works here");
        assertThat(Long.parseLong(kib)).isGreaterThanOrEqualTo(1024);
    }

    @Test
    void createdFilesAreTheOwnersOnly() throws IOException {
        assumeTrue(POSIX, "the platform has POSIX permissions");

        storage.create("f", 10).close();
        storage.lock("l").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("f"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("l"))))
                .isEqualTo("rw-------");
    }

    @Test
    void createRefusesAnExistingFileAndLeavesItAlone() throws IOException {
        Files.writeString(directory.resolve("f"), "precious");
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nothing"));

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> storage.create("f", 4));
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> storage.create("dangling", 4));
        assertThat(directory.resolve("f")).hasContent("precious");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @Test
    void createRefusesANegativeSize() {
        assertThatThrownBy(() -> storage.create("f", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void namesThatAreNoSingleSegmentAreRefusedByEveryVerb() {
        for (String name : new String[] {"", ".", "..", "a/b", "/a", "../a", "a\\b", "a\0b", "a/"}) {
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.create(name, 1));
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.open(name, false));
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.exists(name));
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.delete(name));
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.lock(name));
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void openRefusesWhatIsMissing() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> storage.open("f", true));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void openAndLockRefuseWhatIsNoRegularFile() throws Exception {
        Files.createDirectory(directory.resolve("directory"));
        Files.createFile(directory.resolve("target"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
        Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "pipes can be made here");

        for (String name : new String[] {"directory", "link", "pipe"}) {
            for (boolean writable : new boolean[] {false, true}) {
                assertThatThrownBy(() -> storage.open(name, writable))
                        .isInstanceOf(NotRegularFileException.class)
                        .hasMessageContainingAll(name, "not a regular file");
            }
            assertThatThrownBy(() -> storage.lock(name))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(name, "not a regular file");
        }
    }

    @Test
    void existsSeesFilesOfEveryTypeAndReportsAMissingDirectory() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Storage ofGone = storage(gone);
        Files.delete(gone);
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nothing"));

        assertThat(storage.exists("dangling")).isTrue();
        assertThat(storage.exists("nothing")).isFalse();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> ofGone.exists("f"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(ofGone::list);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(ofGone::forceDirectory);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> ofGone.create("f", 1));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> ofGone.lock("l"));
    }

    @Test
    void listNamesWhatIsThere() throws IOException {
        assertThat(storage.list()).isEmpty();

        storage.create("b", 1).close();
        storage.create("a", 1).close();
        Files.createDirectory(directory.resolve("c"));

        assertThat(storage.list()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void deleteRemovesALinkButNotWhatItPointsToAndNoDirectory() throws IOException {
        Files.createFile(directory.resolve("target"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
        Files.createDirectory(directory.resolve("directory"));

        storage.delete("link");

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.delete("directory"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> storage.delete("link"));
        assertThat(storage.list()).containsExactly("directory", "target");
    }

    @Test
    void writtenBytesAreReadBackAfterReopening() throws IOException {
        byte[] bytes = new byte[(3 << 20) + 5];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 9));
        }
        try (StorageFile file = storage.create("f", bytes.length + 100)) {
            file.write(ByteBuffer.wrap(bytes), 50);
            file.force();
            storage.forceDirectory();
        }

        ByteBuffer back = ByteBuffer.allocateDirect(bytes.length);
        try (StorageFile file = storage.open("f", false)) {
            assertThat(file.read(back, 50)).isEqualTo(bytes.length);
        }
        assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void severalBuffersAreWrittenOneBehindTheOtherAndAreDurable() throws IOException {
        byte[] expected = new byte[1 << 20];
        for (boolean direct : new boolean[] {true, false}) {
            for (int unit : new int[] {4096, 512, 77}) {
                ByteBuffer[] sources = new ByteBuffer[9];
                int position = 8192 + unit;
                int end = position;
                for (int i = 0; i < 7; i++) {
                    byte[] bytes = new byte[unit * (1 + i * i)];
                    Arrays.fill(bytes, (byte) (unit + i));
                    System.arraycopy(bytes, 0, expected, end, bytes.length);
                    end += bytes.length;
                    int capacity = bytes.length + 100;
                    ByteBuffer source = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
                    sources[i] = source.position(3).put(bytes).flip().position(3);
                }
                try (StorageFile file = open("g")) {
                    file.writeDurably(sources, 7, position);
                    file.writeDurably(sources[0].position(3), position + expected.length / 2);
                }
                System.arraycopy(expected, position, expected, position + expected.length / 2, unit);
                for (int i = 0; i < 7; i++) {
                    assertThat(sources[i].hasRemaining()).isFalse();
                }
                assertThat(Files.readAllBytes(directory.resolve("g"))).isEqualTo(expected);
            }
        }
    }

    private StorageFile open(String name) throws IOException {
        return storage.exists(name) ? storage.open(name, true) : storage.create(name, 1 << 20);
    }

    @Test
    void durableWritesThatAreRefusedChangeNothing() throws IOException {
        storage.create("f", 4096).close();
        ByteBuffer[] sources = {ByteBuffer.allocateDirect(512).put(0, (byte) 1)};

        StorageFile closed = storage.open("f", true);
        closed.close();
        closed.close();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.writeDurably(sources, 1, 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.writeDurably(sources[0], 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.write(sources[0], 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> closed.read(sources[0], 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(closed::force);
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(closed::size);
        try (StorageFile file = storage.open("f", false)) {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> file.writeDurably(sources, 1, 0));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> file.writeDurably(sources[0], 0));
        }
        assertThat(sources[0].position()).isZero();
        assertThat(directory.resolve("f")).hasBinaryContent(new byte[4096]);
    }

    @Test
    void readEndsWithTheFileAndStaysWithinTheLimit() throws IOException {
        for (ByteBuffer target : new ByteBuffer[] {ByteBuffer.allocate(100), ByteBuffer.allocateDirect(100)}) {
            Files.writeString(directory.resolve("f"), "the quick brown fox jumps over the lazy dog");
            try (StorageFile file = storage.open("f", false)) {
                target.limit(50);
                assertThat(file.read(target, 40)).isEqualTo(3);
                assertThat(target.position()).isEqualTo(3);
                assertThat(target.limit()).isEqualTo(50);
                assertThat(file.read(target, 4000)).isZero();
                target.limit(5);
                assertThat(file.read(target, 4)).isEqualTo(2);
                assertThat(target.get(0)).isEqualTo((byte) 'd');
                assertThat(target.get(3)).isEqualTo((byte) 'q');
                assertThat(target.clear().get(5)).isZero();
            }
        }
    }

    @Test
    void aFileThatTakesTheNameOfAnOpenOneIsAnotherFile() throws IOException {
        storage.create("f", 512).close();
        try (StorageFile file = storage.open("f", true)) {
            Files.move(directory.resolve("f"), directory.resolve("g"));
            Files.writeString(directory.resolve("f"), "foreign");
            file.writeDurably(ByteBuffer.allocateDirect(512).put(0, (byte) 5), 0);
            file.write(ByteBuffer.allocateDirect(512).put(1, (byte) 6), 0);
            file.force();
        }
        assertThat(directory.resolve("f")).hasContent("foreign");
        assertThat(Files.readAllBytes(directory.resolve("g"))).startsWith(0, 6);
    }

    @Test
    void namesOfAllKindsOfLettersAreTheirOwn() throws IOException {
        for (String name : new String[] {"a b", "%41", "ä", "日本", "a?b#c", "-"}) {
            try (StorageFile file = storage.create(name, 512)) {
                file.write(ByteBuffer.allocateDirect(1).put(0, (byte) name.length()), 0);
            }
            assertThat(Files.readAllBytes(directory.resolve(name))).startsWith(name.length());
            storage.open(name, true).close();
        }
        assertThat(storage.list()).hasSize(6);
    }

    @Test
    void factsAreThoseOfTheFileSystem() throws IOException {
        storage.create("f", 4).close();
        storage.create(".hidden", 4).close();
        FileFacts facts = storage.facts("f");
        BasicFileAttributes expected = Files.readAttributes(directory.resolve("f"), BasicFileAttributes.class);
        assertThat(facts.created()).isEqualTo(expected.creationTime().toInstant());
        assertThat(facts.accessed()).isEqualTo(expected.lastAccessTime().toInstant());
        assertThat(facts.written()).isEqualTo(expected.lastModifiedTime().toInstant());
        assumeTrue(POSIX, "the platform has POSIX permissions");
        assertThat(facts.attributes()).containsExactly(FileAttribute.NORMAL);
        Files.setPosixFilePermissions(directory.resolve(".hidden"), PosixFilePermissions.fromString("r--------"));
        assertThat(storage.facts(".hidden").attributes())
                .containsExactlyInAnyOrder(FileAttribute.READONLY, FileAttribute.HIDDEN);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> storage.facts("missing"));
    }

    @Test
    void fileOpenedForReadingCannotBeWritten() throws IOException {
        storage.create("f", 4).close();

        try (StorageFile file = storage.open("f", false)) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0));
        }
        assertThat(directory.resolve("f")).hasBinaryContent(new byte[4]);
    }

    @Test
    void directoryWithoutWritePermissionRefusesLockAndCreate() throws IOException {
        assumeTrue(POSIX, "the platform has POSIX permissions");
        Path readOnly = Files.createDirectory(directory.resolve("read-only"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(readOnly), "this user is bound by permissions");
        Storage bound = storage(readOnly);

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> bound.lock("l"));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> bound.create("f", 1));
    }

    @AfterEach
    void takeInterrupt() {
        Thread.interrupted();
    }

    @Test
    void everyVerbWorksAndKeepsAPendingInterrupt() throws IOException {
        Thread.currentThread().interrupt();

        StorageFile file = storage.create("f", 3 << 20);
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), (2 << 20) + 5);
        file.force();
        storage.forceDirectory();
        file.close();
        file = storage.open("f", true);
        ByteBuffer back = ByteBuffer.allocate(3);
        file.read(back, (2 << 20) + 5);
        Closeable lock = storage.lock("l");
        lock.close();
        boolean listed = storage.list().equals(Set.of("f", "l"));
        long size = file.size();
        file.close();
        storage.delete("f");
        boolean exists = storage.exists("f");

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(back.array()).containsExactly(1, 2, 3);
        assertThat(size).isEqualTo(3 << 20);
        assertThat(listed).isTrue();
        assertThat(exists).isFalse();
    }

    @Test
    void descriptorsAreGivenBackOverAThousandCycles() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors can be counted here");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("f"));
        cycle(0);
        long before = descriptors();
        for (int i = 1; i <= 1000; i++) {
            cycle(i);
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void readsWritesAndForcesAllocateNothing() throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(4096);
        List<Long> allocated = new ArrayList<>();
        try (StorageFile file = storage.create("f", 1 << 20)) {
            // At first something is linked and compiled.
            while (allocated.size() < 30 && allocated.stream().noneMatch(bytes -> bytes == 0)) {
                long before = AllocatedBytes.byThisThread();
                writeForceAndRead(file, block, 1_000);
                allocated.add(AllocatedBytes.byThisThread() - before);
            }
        }
        assertThat(allocated).as("bytes in 3,000 calls").contains(0L);
    }

    private static void writeForceAndRead(StorageFile file, ByteBuffer block, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            long position = (i % 256) * 4096L;
            file.write(block.clear(), position);
            file.force();
            file.read(block.clear(), position);
        }
    }

    private void cycle(int number) throws IOException {
        boolean interrupted = number % 2 == 1;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Closeable lock = storage.lock("l");
                StorageFile created = storage.create("f", 4096);
                StorageFile opened = storage.open("f", false)) {
            assertThatExceptionOfType(LockedException.class).isThrownBy(() -> storage.lock("l"));
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> storage.create("f", 1));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.open("link", true));
            created.write(ByteBuffer.wrap(new byte[] {(byte) number}), 7);
            created.force();
            storage.forceDirectory();
            assertThat(opened.read(ByteBuffer.allocate(1), 7)).isEqualTo(1);
            assertThat(lock).isNotNull();
        } finally {
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
        }
        storage.delete("f");
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
