package org.clfs4j.core.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian access that does not depend on the order a buffer was left in. */
public final class LittleEndian {

    private LittleEndian() {}

    /** Reads eight bytes. */
    public static long getLong(ByteBuffer bytes, int offset) {
        long value = bytes.getLong(offset);
        return bytes.order() == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    /** Writes eight bytes. */
    public static void putLong(ByteBuffer bytes, int offset, long value) {
        bytes.putLong(offset, bytes.order() == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }
}
