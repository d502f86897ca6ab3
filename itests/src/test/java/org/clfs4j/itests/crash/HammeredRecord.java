package org.clfs4j.itests.crash;

import java.nio.ByteBuffer;

/**
 * A record of {@link Hammer}: the number of its producer, its own number, and bytes that follow from both.
 *
 * @param producer who appended it
 * @param number how many of this producer were acknowledged before
 */
record HammeredRecord(int producer, long number) {

    /** The most bytes that a record has. */
    static final int MAX_LENGTH = 3000;

    private static final int HEADER = Integer.BYTES + Long.BYTES;

    /** Writes the record into a buffer, which it fills from 0 to its limit. */
    void write(ByteBuffer target) {
        int length = length();
        target.clear().putInt(producer).putLong(number);
        for (int i = HEADER; i < length; i++) {
            target.put(content(i));
        }
        target.flip();
    }

    /** Reads what a record says that it is; the buffer keeps its position. */
    static HammeredRecord of(ByteBuffer payload) {
        return new HammeredRecord(
                payload.getInt(payload.position()), payload.getLong(payload.position() + Integer.BYTES));
    }

    /** Tells whether bytes are a record, from the first to the last. */
    static boolean isOne(ByteBuffer payload) {
        if (payload.remaining() < HEADER) {
            return false;
        }
        HammeredRecord record = of(payload);
        if (payload.remaining() != record.length()) {
            return false;
        }
        for (int i = HEADER; i < payload.remaining(); i++) {
            if (payload.get(payload.position() + i) != record.content(i)) {
                return false;
            }
        }
        return true;
    }

    private int length() {
        return HEADER + Math.floorMod(mixed(), MAX_LENGTH - HEADER);
    }

    private byte content(int index) {
        return (byte) (mixed() >>> (index & 7) * 8 ^ index);
    }

    private long mixed() {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L + producer * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 29;
    }
}
