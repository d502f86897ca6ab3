package org.clfs4j.core.format;

import java.nio.ByteBuffer;

/**
 * One slot of the base log file: the envelope, which no version will ever change, and the fixed part of what is in it;
 * see {@code docs/format.md}, "Base log file".
 */
public final class MetadataFormat {

    /** {@code CLFSMETA}. */
    public static final long MAGIC = 0x4154_454D_5346_4C43L;

    /** The only version so far. */
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    public static final int RESERVED_OFFSET = VERSION_OFFSET + Short.BYTES;
    public static final int LENGTH_OFFSET = RESERVED_OFFSET + Short.BYTES;
    public static final int CHECKSUM_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    public static final int RESERVED2_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    public static final int DUMP_COUNT_OFFSET = RESERVED2_OFFSET + Integer.BYTES;

    /** Bytes of the envelope. */
    public static final int ENVELOPE_LENGTH = DUMP_COUNT_OFFSET + Long.BYTES;

    public static final int IDENTITY_OFFSET = ENVELOPE_LENGTH;
    public static final int CREATED_OFFSET = IDENTITY_OFFSET + Identity.LENGTH;
    public static final int EPOCH_OFFSET = CREATED_OFFSET + Long.BYTES;
    public static final int SECTOR_SIZE_OFFSET = EPOCH_OFFSET + Long.BYTES;
    public static final int KIND_OFFSET = SECTOR_SIZE_OFFSET + Integer.BYTES;
    public static final int LIFE_OFFSET = KIND_OFFSET + Byte.BYTES;
    public static final int RESERVED3_OFFSET = LIFE_OFFSET + Byte.BYTES;
    public static final int CONTAINER_SIZE_OFFSET = RESERVED3_OFFSET + Short.BYTES;
    public static final int DURABLE_UP_TO_OFFSET = CONTAINER_SIZE_OFFSET + Long.BYTES;
    public static final int DURABLE_CHECKSUM_OFFSET = DURABLE_UP_TO_OFFSET + Long.BYTES;
    public static final int STREAMS_CREATED_OFFSET = DURABLE_CHECKSUM_OFFSET + Integer.BYTES;
    public static final int ARCHIVE_TAIL_OFFSET = STREAMS_CREATED_OFFSET + Integer.BYTES;
    public static final int CONTAINER_COUNT_OFFSET = ARCHIVE_TAIL_OFFSET + Long.BYTES;
    public static final int STREAM_COUNT_OFFSET = CONTAINER_COUNT_OFFSET + Integer.BYTES;
    public static final int CUT_COUNT_OFFSET = STREAM_COUNT_OFFSET + Integer.BYTES;
    public static final int RESERVED4_OFFSET = CUT_COUNT_OFFSET + Integer.BYTES;

    /** Where the container entries begin. */
    public static final int LISTS_OFFSET = RESERVED4_OFFSET + Integer.BYTES;

    /** Bytes of one slot; the file has two. */
    public static final int SLOT_SIZE = 512 << 10;

    /** The number of slots. */
    public static final int SLOTS = 2;

    private MetadataFormat() {}

    /** Computes the checksum of a slot; changes the buffer's position and limit. */
    public static int checksum(ByteBuffer slot, int length) {
        return Checksum.plain().compute(slot, MAGIC_OFFSET, CHECKSUM_OFFSET, RESERVED2_OFFSET, length);
    }
}
