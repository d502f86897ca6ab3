package org.clfs4j.core.format;

import java.nio.ByteBuffer;

/**
 * The header of a log I/O block; see {@code docs/format.md}, "Block header".
 *
 * <p>All methods expect a little-endian buffer and take the offset of the block's first byte.
 */
public final class BlockFormat {

    /** {@code CLFB}. */
    public static final int MAGIC = 0x4246_4C43;

    /** The only version so far. */
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int CHECKSUM_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    public static final int VERSION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    public static final int HEADER_LENGTH_OFFSET = VERSION_OFFSET + Short.BYTES;
    public static final int PREVIOUS_CHECKSUM_OFFSET = HEADER_LENGTH_OFFSET + Short.BYTES;
    public static final int LSN_OFFSET = PREVIOUS_CHECKSUM_OFFSET + Integer.BYTES;
    public static final int PLACE_OFFSET = LSN_OFFSET + Long.BYTES;
    public static final int DURABLE_UP_TO_OFFSET = PLACE_OFFSET + Long.BYTES;
    public static final int EPOCH_OFFSET = DURABLE_UP_TO_OFFSET + Long.BYTES;
    public static final int LENGTH_OFFSET = EPOCH_OFFSET + Long.BYTES;
    public static final int USED_LENGTH_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    public static final int RECORD_COUNT_OFFSET = USED_LENGTH_OFFSET + Integer.BYTES;
    public static final int FLAGS_OFFSET = RECORD_COUNT_OFFSET + Short.BYTES;
    public static final int STREAM_ID_OFFSET = FLAGS_OFFSET + Short.BYTES;

    /** Bytes of the header. */
    public static final int HEADER_LENGTH = STREAM_ID_OFFSET + Integer.BYTES;

    /** The checksum covers the identity and everything from here to the block's end. */
    public static final int CHECKED_FROM = VERSION_OFFSET;

    private BlockFormat() {}

    /** Computes the checksum of a block; changes the buffer's position and limit. */
    public static int checksum(ByteBuffer bytes, int block, int length, Checksum checksum) {
        return checksum.compute(bytes, block + CHECKED_FROM, block + length);
    }

    public static int magic(ByteBuffer bytes, int block) {
        return bytes.getInt(block + MAGIC_OFFSET);
    }

    public static int checksum(ByteBuffer bytes, int block) {
        return bytes.getInt(block + CHECKSUM_OFFSET);
    }

    public static int version(ByteBuffer bytes, int block) {
        return Short.toUnsignedInt(bytes.getShort(block + VERSION_OFFSET));
    }

    public static int headerLength(ByteBuffer bytes, int block) {
        return Short.toUnsignedInt(bytes.getShort(block + HEADER_LENGTH_OFFSET));
    }

    public static int previousChecksum(ByteBuffer bytes, int block) {
        return bytes.getInt(block + PREVIOUS_CHECKSUM_OFFSET);
    }

    public static long lsn(ByteBuffer bytes, int block) {
        return bytes.getLong(block + LSN_OFFSET);
    }

    public static long place(ByteBuffer bytes, int block) {
        return bytes.getLong(block + PLACE_OFFSET);
    }

    public static long durableUpTo(ByteBuffer bytes, int block) {
        return bytes.getLong(block + DURABLE_UP_TO_OFFSET);
    }

    public static long epoch(ByteBuffer bytes, int block) {
        return bytes.getLong(block + EPOCH_OFFSET);
    }

    public static int length(ByteBuffer bytes, int block) {
        return bytes.getInt(block + LENGTH_OFFSET);
    }

    public static int usedLength(ByteBuffer bytes, int block) {
        return bytes.getInt(block + USED_LENGTH_OFFSET);
    }

    public static int recordCount(ByteBuffer bytes, int block) {
        return Short.toUnsignedInt(bytes.getShort(block + RECORD_COUNT_OFFSET));
    }

    public static int streamId(ByteBuffer bytes, int block) {
        return bytes.getInt(block + STREAM_ID_OFFSET);
    }
}
