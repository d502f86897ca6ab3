package org.clfs4j.core.format;

import java.nio.ByteBuffer;

/**
 * A segment of the block index behind the blocks of a container of a multiplexed log; see {@code docs/format.md}, "Index
 * segment".
 *
 * <p>All methods expect a little-endian buffer and take the offset of the segment's first byte.
 */
public final class IndexFormat {

    /** {@code CLFI}. */
    public static final int MAGIC = 0x4946_4C43;

    /** The only version so far. */
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int CHECKSUM_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    public static final int VERSION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    public static final int FLAGS_OFFSET = VERSION_OFFSET + Short.BYTES;
    public static final int COUNT_OFFSET = FLAGS_OFFSET + Short.BYTES;
    public static final int LOGICAL_ID_OFFSET = COUNT_OFFSET + Integer.BYTES;
    public static final int FROM_OFFSET = LOGICAL_ID_OFFSET + Long.BYTES;
    public static final int UP_TO_OFFSET = FROM_OFFSET + Long.BYTES;
    public static final int EPOCH_OFFSET = UP_TO_OFFSET + Long.BYTES;

    /** Bytes of a segment's header. */
    public static final int HEADER_LENGTH = EPOCH_OFFSET + Long.BYTES;

    /** Bytes of one entry: the block's LSN, then its block offset, length and stream id packed into 64 bits. */
    public static final int ENTRY_LENGTH = 2 * Long.BYTES;

    /** No block follows in the container. */
    public static final int FLAG_LAST = 0x0001;

    /** Segments begin at multiples of this many bytes. */
    public static final int GRANULARITY = 4096;

    /** For how many bytes of blocks there is room for one segment more. */
    public static final long SEGMENT_INTERVAL = 64L << 20;

    /** The greatest stream id that an entry can hold. */
    public static final int MAX_STREAM_ID = (1 << 25) - 1;

    private static final int UNIT = 512;
    private static final int LENGTH_SHIFT = 23;
    private static final int STREAM_SHIFT = 39;
    private static final long OFFSET_MASK = (1L << LENGTH_SHIFT) - 1;
    private static final long LENGTH_MASK = (1L << STREAM_SHIFT - LENGTH_SHIFT) - 1;
    private static final int SPARE_SEGMENTS = 4;

    private IndexFormat() {}

    /** Returns bytes behind the blocks of a container that are kept for its index. */
    public static long areaSize(long containerSize, int sectorSize) {
        long entries = containerSize / sectorSize * ENTRY_LENGTH;
        long segments = containerSize / SEGMENT_INTERVAL + SPARE_SEGMENTS;
        return roundUp(entries) + segments * GRANULARITY;
    }

    /** Returns the length of a segment with some entries, as segments follow each other. */
    public static long paddedLength(int count) {
        return roundUp(HEADER_LENGTH + (long) count * ENTRY_LENGTH);
    }

    private static long roundUp(long bytes) {
        return (bytes + GRANULARITY - 1) / GRANULARITY * GRANULARITY;
    }

    /** Packs what an entry says besides the LSN. */
    public static long pack(int streamId, long blockOffset, int length) {
        return (long) streamId << STREAM_SHIFT | (long) (length / UNIT) << LENGTH_SHIFT | blockOffset / UNIT;
    }

    public static int streamId(long packed) {
        return (int) (packed >>> STREAM_SHIFT);
    }

    public static long blockOffset(long packed) {
        return (packed & OFFSET_MASK) * UNIT;
    }

    public static int length(long packed) {
        return (int) (packed >>> LENGTH_SHIFT & LENGTH_MASK) * UNIT;
    }

    /** Computes the checksum of a segment; changes the buffer's position and limit. */
    public static int checksum(ByteBuffer bytes, int count, Checksum checksum) {
        return checksum.compute(bytes, VERSION_OFFSET, HEADER_LENGTH + count * ENTRY_LENGTH);
    }
}
