package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing stays open, and nothing is allocated that need not be. */
class FileStorageLeakTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path directory;

    private Storage storage;

    @BeforeEach
    void openStorage() throws IOException {
        storage = FileStorage.directory(directory);
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
        try (StorageFile file = storage.create("f", 1 << 20)) {
            writeForceAndRead(file, block, 1_000); // until everything is linked
            AllocatedBytes.byThisThread();
            long before = AllocatedBytes.byThisThread();
            writeForceAndRead(file, block, 1_000);
            long allocated = AllocatedBytes.byThisThread() - before;

            // The smallest object has 16 bytes, one per call would be 48,000; counting itself allocates some hundreds.
            assertThat(allocated).as("bytes in 3,000 calls").isLessThan(3_000);
        }
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
