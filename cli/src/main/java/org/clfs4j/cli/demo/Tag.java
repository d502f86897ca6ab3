package org.clfs4j.cli.demo;

import java.nio.ByteBuffer;

/**
 * Says whose record it is; the first 16 bytes of every payload, big-endian.
 *
 * <pre>
 *   0 round (4)   4 producer (4)   8 sequence (8)   16 line …
 * </pre>
 *
 * @threading immutable
 * @param round the number of the round, from 0
 * @param producer the number of the producer, from 0
 * @param sequence the number of the record among those of its producer in its round, from 0
 */
record Tag(int round, int producer, long sequence) {

    static final int LENGTH = 16;

    static Tag read(ByteBuffer payload) {
        return new Tag(payload.getInt(), payload.getInt(), payload.getLong());
    }

    void write(ByteBuffer payload) {
        payload.putInt(round).putInt(producer).putLong(sequence);
    }
}
