package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt neither fails nor shortens anything, hurts nobody else, and is kept. */
class FileStorageInterruptTest {

    private static final int PIECE = 64 * 1024;
    private static final int PIECES = 32;

    @TempDir
    Path directory;

    private final AtomicInteger opened = new AtomicInteger();

    @AfterEach
    void takeInterrupt() {
        Thread.interrupted();
    }

    @Test
    void writerWhoseChannelIsClosedAgainAndAgainLosesNothing() throws Exception {
        try (FileStorageFile file = file(PIECES)) {
            FutureTask<Void> disturbed = new FutureTask<>(() -> {
                while (opened.get() <= 50) {
                    writeForceAndRead(file, 0);
                }
                return null;
            });
            int interrupts = disturb(disturbed);

            disturbed.get();
            System.out.println(interrupts + " interrupts, channel opened " + opened + " times");
        }
    }

    @Test
    void interruptsOfOneThreadDoNotReachAnother() throws Exception {
        try (FileStorageFile file = file(2 * PIECES)) {
            FutureTask<Void> disturbed = new FutureTask<>(() -> {
                while (opened.get() <= 50) {
                    writeForceAndRead(file, 0);
                }
                return null;
            });
            FutureTask<Boolean> undisturbed = new FutureTask<>(() -> {
                while (!disturbed.isDone()) {
                    writeForceAndRead(file, PIECES);
                }
                return Thread.currentThread().isInterrupted();
            });
            new Thread(undisturbed, "undisturbed").start();
            disturb(disturbed);

            disturbed.get();
            assertThat(undisturbed.get()).as("interrupted").isFalse();
        }
    }

    /** Runs a task in a thread of its own and interrupts it, at changing distances, until it ends. */
    private static int disturb(FutureTask<?> task) throws InterruptedException {
        Thread thread = new Thread(task, "disturbed");
        thread.start();
        int interrupts = 0;
        while (thread.isAlive()) {
            thread.interrupt();
            interrupts++;
            for (int pause = interrupts % 97; pause > 0; pause--) {
                Thread.onSpinWait();
            }
        }
        thread.join();
        return interrupts;
    }

    /** Writes pieces and reads them back, each at once and once more at the end. */
    private static void writeForceAndRead(StorageFile file, int firstPiece) throws IOException {
        ByteBuffer source = ByteBuffer.allocateDirect(PIECE);
        ByteBuffer target = ByteBuffer.allocateDirect(PIECE);
        for (int piece = firstPiece; piece < firstPiece + PIECES; piece++) {
            long position = (long) piece * PIECE;
            file.write(content(source, piece), position);
            requireContent(file, target, position, content(source, piece));
        }
        file.force();
        for (int piece = firstPiece; piece < firstPiece + PIECES; piece++) {
            requireContent(file, target, (long) piece * PIECE, content(source, piece));
        }
    }

    private static ByteBuffer content(ByteBuffer buffer, int piece) {
        for (int at = 0; at < PIECE; at += 8) {
            buffer.putLong(at, (long) piece << 32 | at);
        }
        return buffer.clear();
    }

    /** A plain comparison, so that the thread is in the channel most of the time. */
    private static void requireContent(StorageFile file, ByteBuffer target, long position, ByteBuffer expected)
            throws IOException {
        if (file.read(target.clear(), position) != PIECE || !target.flip().equals(expected)) {
            throw new AssertionError("other bytes at " + position);
        }
    }

    /** A file that counts how often its channel is opened. */
    private FileStorageFile file(int pieces) throws IOException {
        Path path = Files.write(directory.resolve("f"), new byte[pieces * PIECE]);
        ReopeningChannel quick = new ReopeningChannel(
                () -> {
                    opened.incrementAndGet();
                    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                },
                true);
        AsynchronousFileChannel steady =
                AsynchronousFileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new FileStorageFile(path, true, quick, steady, new FileFailures(new FakeVolume(Long.MAX_VALUE, false)));
    }
}
