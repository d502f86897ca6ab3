package org.clfs4j.core.format;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * CRC32C that begins with the log's identity, so that another log's bytes never fit.
 *
 * @threading not thread-safe
 */
public final class Checksum {

    private final CRC32C crc = new CRC32C();
    private final byte[] seed;

    private Checksum(byte[] seed) {
        this.seed = seed;
    }

    /** Returns a checksum without identity. */
    public static Checksum plain() {
        return new Checksum(new byte[0]);
    }

    /** Returns a checksum that begins with the 16 bytes of an identity as they are stored. */
    public static Checksum of(UUID identity) {
        ByteBuffer bytes = ByteBuffer.allocate(Identity.LENGTH);
        Identity.put(bytes, 0, identity);
        return new Checksum(bytes.array());
    }

    /** Computes the checksum of a range; changes the buffer's position and limit. */
    public int compute(ByteBuffer bytes, int from, int to) {
        crc.reset();
        crc.update(seed, 0, seed.length);
        update(bytes, from, to);
        return (int) crc.getValue();
    }

    /** Computes the checksum of two ranges, one after the other; changes the buffer's position and limit. */
    public int compute(ByteBuffer bytes, int from, int to, int secondFrom, int secondTo) {
        crc.reset();
        crc.update(seed, 0, seed.length);
        update(bytes, from, to);
        update(bytes, secondFrom, secondTo);
        return (int) crc.getValue();
    }

    private void update(ByteBuffer bytes, int from, int to) {
        bytes.limit(to).position(from);
        crc.update(bytes);
    }
}
