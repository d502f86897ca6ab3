package org.clfs4j.core.format;

import java.nio.ByteBuffer;
import org.clfs4j.Lsn;

/**
 * The header of a record; see {@code docs/format.md}, "Record header".
 *
 * <p>All methods expect a little-endian buffer and take the offset of the record's first byte.
 */
public final class RecordFormat {

    /** Records begin at multiples of this many bytes. */
    public static final int ALIGNMENT = 8;

    public static final int PAYLOAD_LENGTH_OFFSET = 0;
    public static final int TYPE_OFFSET = PAYLOAD_LENGTH_OFFSET + Integer.BYTES;
    public static final int FLAGS_OFFSET = TYPE_OFFSET + Byte.BYTES;
    public static final int NUMBER_OFFSET = FLAGS_OFFSET + Byte.BYTES;

    /** Bytes of the header without links. */
    public static final int HEADER_LENGTH = NUMBER_OFFSET + Short.BYTES;

    /** Bytes of one link. */
    public static final int LINK_LENGTH = Long.BYTES;

    /** The longest header: a data record has two links at most, and a restart area one and a new base. */
    public static final int MAX_HEADER_LENGTH = HEADER_LENGTH + 2 * LINK_LENGTH;

    /** An ordinary record. */
    public static final int TYPE_DATA = 1;

    /** A restart area. */
    public static final int TYPE_RESTART = 2;

    /** A claim that was given up; no reader sees it. */
    public static final int TYPE_ABORTED = 4;

    /** A link to the preceding record of the chain follows the header. */
    public static final int FLAG_PREVIOUS = 0x01;

    /** A link to the record to undo next follows. */
    public static final int FLAG_UNDO_NEXT = 0x02;

    /** The base that takes effect with this restart area follows. */
    public static final int FLAG_NEW_BASE = 0x04;

    private RecordFormat() {}

    /** Returns the flags of a record with these links. */
    public static int flags(long previous, long undoNext, long newBase) {
        return (previous == Place.NONE ? 0 : FLAG_PREVIOUS)
                | (undoNext == Place.NONE ? 0 : FLAG_UNDO_NEXT)
                | (newBase == Place.NONE ? 0 : FLAG_NEW_BASE);
    }

    /** Returns the bytes from the record's start to its payload. */
    public static int headerLength(int flags) {
        return HEADER_LENGTH + Integer.bitCount(flags) * LINK_LENGTH;
    }

    /** Returns the bytes that a record takes in its block. */
    public static int length(int flags, int payloadLength) {
        return Sectors.roundUp(headerLength(flags) + payloadLength, ALIGNMENT);
    }

    /** Writes the header and zeros the last word, so that padding never shows what the memory held before. */
    public static void put(
            ByteBuffer bytes,
            int record,
            int payloadLength,
            int type,
            int flags,
            int number,
            long previous,
            long undoNext,
            long newBase) {
        int length = length(flags, payloadLength);
        bytes.putLong(record + length - Long.BYTES, 0L);
        bytes.putLong(
                record,
                Integer.toUnsignedLong(payloadLength)
                        | (long) type << 32
                        | (long) flags << 40
                        | (long) number << 48);
        int link = record + HEADER_LENGTH;
        if ((flags & FLAG_PREVIOUS) != 0) {
            bytes.putLong(link, previous);
            link += LINK_LENGTH;
        }
        if ((flags & FLAG_UNDO_NEXT) != 0) {
            bytes.putLong(link, undoNext);
            link += LINK_LENGTH;
        }
        if ((flags & FLAG_NEW_BASE) != 0) {
            bytes.putLong(link, newBase);
        }
    }

    public static int payloadLength(ByteBuffer bytes, int record) {
        return bytes.getInt(record + PAYLOAD_LENGTH_OFFSET);
    }

    public static int type(ByteBuffer bytes, int record) {
        return bytes.get(record + TYPE_OFFSET);
    }

    public static int flags(ByteBuffer bytes, int record) {
        return bytes.get(record + FLAGS_OFFSET);
    }

    public static int number(ByteBuffer bytes, int record) {
        return Short.toUnsignedInt(bytes.getShort(record + NUMBER_OFFSET));
    }

    /** Returns a link, or {@link Lsn#INVALID}'s bits if the record does not have it. */
    public static long link(ByteBuffer bytes, int record, int flag) {
        int flags = flags(bytes, record);
        if ((flags & flag) == 0) {
            return Place.NONE;
        }
        int before = Integer.bitCount(flags & flag - 1);
        return bytes.getLong(record + HEADER_LENGTH + before * LINK_LENGTH);
    }
}
