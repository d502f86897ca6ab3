package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file whose every byte was written before, so that writing to it again changes no metadata; used round and round.
 *
 * @threading not thread-safe
 */
final class RawFile implements AutoCloseable {

    private static final int PIECE = 1 << 20;
    private static final int SECTOR = 512;

    private final FileChannel channel;
    private final long size;
    private final int granularity;
    private final boolean durableWrites;
    private long position;

    private RawFile(FileChannel channel, long size, int granularity, boolean durableWrites) {
        this.channel = channel;
        this.size = size;
        this.granularity = granularity;
        this.durableWrites = durableWrites;
    }

    static RawFile create(Path path, long size) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        for (long written = 0; written < size; written += PIECE) {
            channel.write(zeros.clear(), written);
        }
        channel.force(true);
        return new RawFile(channel, size, SECTOR, false);
    }

    /**
     * Creates a file that is written around the system's cache ({@code O_DIRECT}), and each write of which is durable when it
     * returns ({@code O_DSYNC}).
     *
     * @return the file, or empty if the file system cannot do that
     */
    static Optional<RawFile> createDirect(Path path, long size) throws IOException {
        create(path, size).close();
        try {
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, directOption());
            return Optional.of(new RawFile(
                    channel, size, (int) Files.getFileStore(path).getBlockSize(), true));
        } catch (FileSystemException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The JDK's own option: by its name, since the compiler warns of it and cannot be asked not to. */
    private static OpenOption directOption() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return (OpenOption) options.getField("DIRECT").get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(e);
        }
    }

    /** Returns what the length of each write, and its place in memory, must be a multiple of. */
    int granularity() {
        return granularity;
    }

    /** Writes behind what was written last, or at the beginning if there is no room left. */
    void write(ByteBuffer bytes) throws IOException {
        if (position + bytes.remaining() > size) {
            position = 0;
        }
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    void force() throws IOException {
        if (!durableWrites) {
            channel.force(false);
        }
    }

    FileChannel channel() {
        return channel;
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
