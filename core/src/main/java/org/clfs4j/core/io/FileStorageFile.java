package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * One open regular file, through two channels.
 *
 * <p>Reads and writes go through a {@link FileChannel}: the calling thread does them, and they allocate nothing. Its flaw
 * is that an interrupt closes it for everybody; then it is opened again and the piece is repeated, which at a given
 * position does no harm. If it cannot be opened again, or interrupts keep coming, the second channel serves: more slowly,
 * for it hands reads and writes to another thread, but to the end.
 *
 * <p>Forces go through an {@link AsynchronousFileChannel}, which stays open as long as the file and takes no notice of
 * interrupts; its force runs in the calling thread too. A force must not be repeated: the kernel reports a failed one
 * once, and the exception of an interrupt could take that report's place.
 *
 * @threading safe for concurrent use; interrupts are kept until the call ends
 */
final class FileStorageFile implements StorageFile {

    /** Bytes of one call to the platform; bounds what the JDK keeps per thread to copy heap buffers. */
    private static final int PIECE = 1 << 20;

    /** So many repetitions of one piece before the second channel is taken. */
    private static final int PATIENCE = 8;

    private static final int END = -1;

    /** An interrupt, of whomever, came in between. */
    private static final int REPEAT = -2;

    private final Path path;
    private final String name;
    private final boolean writable;
    private final ReopeningChannel quick;
    private final AsynchronousFileChannel steady;
    private final FileFailures failures;

    FileStorageFile(
            Path path,
            boolean writable,
            ReopeningChannel quick,
            AsynchronousFileChannel steady,
            FileFailures failures) {
        this.path = path;
        this.name = path.getFileName().toString();
        this.writable = writable;
        this.quick = quick;
        this.steady = steady;
        this.failures = failures;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return steady.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        int end = target.limit();
        boolean interrupted = false;
        int repeats = 0;
        try {
            while (target.position() < end) {
                interrupted |= Thread.interrupted();
                int from = target.position();
                target.limit(from + Math.min(PIECE, end - from));
                int bytes = readPiece(target, position + (from - start), repeats);
                if (bytes == END) {
                    break;
                }
                repeats = bytes == REPEAT ? repeats + 1 : 0;
                requireProgress(bytes);
            }
            return target.position() - start;
        } catch (IOException e) {
            throw FileFailures.reading(path, end - start, position, e);
        } finally {
            target.limit(end);
            restore(interrupted);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        if (!writable) {
            throw new AccessDeniedException(path.toString(), null, "it was opened for reading only");
        }
        int start = source.position();
        int end = source.limit();
        boolean interrupted = false;
        int repeats = 0;
        try {
            while (source.position() < end) {
                interrupted |= Thread.interrupted();
                int from = source.position();
                source.limit(from + Math.min(PIECE, end - from));
                int bytes = writePiece(source, position + (from - start), repeats);
                repeats = bytes == REPEAT ? repeats + 1 : 0;
                requireProgress(bytes);
            }
        } catch (IOException e) {
            throw failures.writing(path, end - start, position, e);
        } finally {
            source.limit(end);
            restore(interrupted);
        }
    }

    @Override
    public void force() throws IOException {
        try {
            steady.force(false);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("Cannot force " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (steady) {
            quick.close();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Reads once; the bytes read, {@link #END}, or {@link #REPEAT}. */
    private int readPiece(ByteBuffer target, long position, int repeats) throws IOException {
        FileChannel channel = repeats < PATIENCE ? quick.channel() : null;
        if (channel == null) {
            return Uninterruptibly.get(steady.read(target, position));
        }
        int from = target.position();
        try {
            return channel.read(target, position);
        } catch (ClosedChannelException e) {
            quick.reopen(channel);
            target.position(from);
            return REPEAT;
        }
    }

    /** Writes once; the bytes written, or {@link #REPEAT}. */
    private int writePiece(ByteBuffer source, long position, int repeats) throws IOException {
        FileChannel channel = repeats < PATIENCE ? quick.channel() : null;
        if (channel == null) {
            return Uninterruptibly.get(steady.write(source, position));
        }
        int from = source.position();
        try {
            return channel.write(source, position);
        } catch (ClosedChannelException e) {
            quick.reopen(channel);
            source.position(from);
            return REPEAT;
        }
    }

    private static void requireProgress(int bytes) throws IOException {
        if (bytes <= 0 && bytes != REPEAT) {
            throw new IOException("the platform moved no byte and gave no reason");
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
