package org.clfs4j.cli.record;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Random;

/** Gives bytes in pieces of random size, as a pipe does. */
final class PieceChannel implements ReadableByteChannel {

    private final ByteBuffer bytes;
    private final Random random;
    private final int largest;

    PieceChannel(byte[] bytes, Random random, int largest) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.random = random;
        this.largest = largest;
    }

    @Override
    public int read(ByteBuffer target) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(Math.min(target.remaining(), bytes.remaining()), random.nextInt(largest) + 1);
        target.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
