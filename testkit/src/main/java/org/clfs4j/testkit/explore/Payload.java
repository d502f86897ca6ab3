package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;

/** The bytes of records, made from a seed, so that nobody has to remember them. */
final class Payload {

    private static final int LONG = Long.BYTES;

    private Payload() {}

    /** Makes the bytes. */
    static ByteBuffer of(long seed, int length) {
        ByteBuffer bytes = ByteBuffer.allocate((length + LONG - 1) & -LONG);
        for (int at = 0; at < length; at += LONG) {
            bytes.putLong(at, word(seed, at));
        }
        return bytes.limit(length);
    }

    /** Returns the index, from the buffer's position, of the first byte that is not as made; -1 if all are. */
    static int mismatch(ByteBuffer found, long seed, int length) {
        int start = found.position();
        int whole = length & -LONG;
        for (int at = 0; at < whole; at += LONG) {
            if (found.getLong(start + at) != word(seed, at)) {
                return inWord(found, start, at, seed, LONG);
            }
        }
        return inWord(found, start, whole, seed, length - whole);
    }

    private static int inWord(ByteBuffer found, int start, int at, long seed, int bytes) {
        long word = word(seed, at);
        for (int i = 0; i < bytes; i++) {
            if (found.get(start + at + i) != (byte) (word >>> 56 - 8 * i)) {
                return at + i;
            }
        }
        return -1;
    }

    private static long word(long seed, int at) {
        long z = (seed + at) * 0x9E3779B97F4A7C15L;
        return (z ^ z >>> 32) * 0xD6E8FEB86659FD93L;
    }
}
