package org.clfs4j.core.format;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A log's UUID: its most significant half first, each half little-endian like every number in the files. */
public final class Identity {

    /** Bytes. */
    public static final int LENGTH = 16;

    private Identity() {}

    /** Reads an identity from a little-endian buffer. */
    public static UUID get(ByteBuffer bytes, int offset) {
        return new UUID(
                LittleEndian.getLong(bytes, offset), LittleEndian.getLong(bytes, offset + Long.BYTES));
    }

    /** Writes an identity. */
    public static void put(ByteBuffer bytes, int offset, UUID identity) {
        LittleEndian.putLong(bytes, offset, identity.getMostSignificantBits());
        LittleEndian.putLong(bytes, offset + Long.BYTES, identity.getLeastSignificantBits());
    }
}
