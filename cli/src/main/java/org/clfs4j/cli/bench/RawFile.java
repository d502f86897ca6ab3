package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose every byte was written before, so that writing to it again changes no metadata; used round and round.
 *
 * @threading not thread-safe
 */
final class RawFile implements AutoCloseable {

    private static final int PIECE = 1 << 20;

    private final FileChannel channel;
    private final long size;
    private long position;

    private RawFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static RawFile create(Path path, long size) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        for (long written = 0; written < size; written += PIECE) {
            channel.write(zeros.clear(), written);
        }
        channel.force(true);
        return new RawFile(channel, size);
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
        channel.force(false);
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
