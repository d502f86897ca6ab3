package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Records of one size; the last one may be shorter.
 *
 * @threading not thread-safe
 */
public final class ChunkSource implements RecordSource {

    private final ReadableByteChannel input;
    private final ByteBuffer chunk;

    /**
     * Cuts an input into chunks.
     *
     * @param input the input
     * @param size bytes of a record
     */
    public ChunkSource(ReadableByteChannel input, int size) {
        this.input = input;
        this.chunk = ByteBuffer.allocateDirect(size);
    }

    @Override
    public ByteBuffer next() throws IOException {
        chunk.clear();
        while (chunk.hasRemaining() && input.read(chunk) >= 0) {
            // a pipe gives what it has; go on until the chunk is full or the input ends
        }
        chunk.flip();
        return chunk.hasRemaining() ? chunk : null;
    }
}
