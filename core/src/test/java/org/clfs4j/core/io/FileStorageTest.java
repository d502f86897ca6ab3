package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.clfs4j.FileAttribute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest {

    @TempDir
    Path directory;

    private Storage storage;

    @BeforeEach
    void openStorage() throws IOException {
        storage = FileStorage.directory(directory);
    }

    @Test
    void identityIsTheSameByWhateverPath() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("real")));

        assertThat(FileStorage.directory(link).identity())
                .isEqualTo(FileStorage.directory(directory.resolve("real/../real")).identity())
                .isEqualTo(directory.toRealPath().resolve("real").toString());
    }

    @Test
    void missingDirectoryAndFileInItsPlaceAreRefused() throws IOException {
        Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> FileStorage.directory(directory.resolve("missing")));
        assertThatExceptionOfType(NotDirectoryException.class)
                .isThrownBy(() -> FileStorage.directory(directory.resolve("file")));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 511, 4096, (1 << 20) - 1, 1 << 20, (2 << 20) + 77})
    void createdFileHasItsSizeAndHoldsZeros(long size) throws IOException {
        try (StorageFile file = storage.create("f", size)) {
            assertThat(file.size()).isEqualTo(size);
            assertThat(file.name()).isEqualTo("f");
        }

        assertThat(Files.readAllBytes(directory.resolve("f"))).isEqualTo(new byte[(int) size]);
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
        assumeTrue(OwnFiles.POSIX, "the platform has POSIX permissions");

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
    void createAsksForRoomBeforeItTouchesAnything() throws IOException {
        Storage small = new FileStorage(directory.toRealPath(), new FakeVolume(4095, false));

        assertThatThrownBy(() -> small.create("f", 4096))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageContainingAll("f", "4096", "4095");
        assertThat(directory).isEmptyDirectory();
        small.create("f", 4095).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", "../a", "a\\b", "a\0b", "a/"})
    void namesThatAreNoSingleSegmentAreRefusedByEveryVerb(String name) {
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.create(name, 1));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.open(name, false));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.exists(name));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.delete(name));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> storage.lock(name));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void openRefusesWhatIsMissing() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> storage.open("f", true));
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void openAndLockRefuseWhatIsNoRegularFile(boolean writable) throws Exception {
        Files.createDirectory(directory.resolve("directory"));
        Files.createFile(directory.resolve("target"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
        Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "pipes can be made here");

        for (String name : new String[] {"directory", "link", "pipe"}) {
            assertThatThrownBy(() -> storage.open(name, writable))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(name, "not a regular file");
            assertThatThrownBy(() -> storage.lock(name))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(name, "not a regular file");
        }
    }

    @Test
    void existsSeesFilesOfEveryTypeAndReportsAMissingDirectory() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Storage ofGone = FileStorage.directory(gone);
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
    void factsAreThoseOfTheFileSystem() throws IOException {
        storage.create("f", 4).close();
        storage.create(".hidden", 4).close();
        FileFacts facts = storage.facts("f");
        BasicFileAttributes expected = Files.readAttributes(directory.resolve("f"), BasicFileAttributes.class);
        assertThat(facts.created()).isEqualTo(expected.creationTime().toInstant());
        assertThat(facts.accessed()).isEqualTo(expected.lastAccessTime().toInstant());
        assertThat(facts.written()).isEqualTo(expected.lastModifiedTime().toInstant());
        assumeTrue(OwnFiles.POSIX, "the platform has POSIX permissions");
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
        assumeTrue(OwnFiles.POSIX, "the platform has POSIX permissions");
        Path readOnly = Files.createDirectory(directory.resolve("read-only"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(readOnly), "this user is bound by permissions");
        Storage bound = FileStorage.directory(readOnly);

        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> bound.lock("l"));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> bound.create("f", 1));
    }
}
