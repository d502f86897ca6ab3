package org.clfs4j.core.format;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * One slot of a container's header; see {@code docs/format.md}, "Container header".
 *
 * <p>All methods expect a little-endian buffer.
 */
public final class ContainerHeaderFormat {

    /** {@code CLFC}. */
    public static final int MAGIC = 0x4346_4C43;

    /** The only version so far. */
    public static final int VERSION = 1;

    public static final int MAGIC_OFFSET = 0;
    public static final int CHECKSUM_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    public static final int VERSION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    public static final int LENGTH_OFFSET = VERSION_OFFSET + Short.BYTES;
    public static final int PHYSICAL_ID_OFFSET = LENGTH_OFFSET + Short.BYTES;
    public static final int IDENTITY_OFFSET = PHYSICAL_ID_OFFSET + Integer.BYTES;
    public static final int LOGICAL_ID_OFFSET = IDENTITY_OFFSET + Identity.LENGTH;
    public static final int EPOCH_OFFSET = LOGICAL_ID_OFFSET + Long.BYTES;
    public static final int SIZE_OFFSET = EPOCH_OFFSET + Long.BYTES;
    public static final int ACTIVATION_OFFSET = SIZE_OFFSET + Long.BYTES;

    /** Bytes of one slot that are in use. */
    public static final int LENGTH = ACTIVATION_OFFSET + Long.BYTES;

    /** Bytes from the start of one slot to the start of the next. */
    public static final int SLOT_SIZE = 4096;

    /** The number of slots. */
    public static final int SLOTS = 2;

    /** Bytes before the first block. */
    public static final int HEADER_SIZE = SLOTS * SLOT_SIZE;

    private ContainerHeaderFormat() {}

    /**
     * What a slot says.
     *
     * @param identity the log that the container belongs to
     * @param physicalId its number, fixed for life
     * @param logicalId the container id in the LSNs of its blocks
     * @param epoch the opening for writing that gave it this logical id
     * @param size bytes behind the header
     * @param activation how many times it was given a logical id
     */
    public record Header(UUID identity, int physicalId, long logicalId, long epoch, long size, long activation) {}

    /** Writes a slot at the buffer's start. */
    public static void put(ByteBuffer bytes, Header header) {
        bytes.putInt(MAGIC_OFFSET, MAGIC);
        bytes.putShort(VERSION_OFFSET, (short) VERSION);
        bytes.putShort(LENGTH_OFFSET, (short) LENGTH);
        bytes.putInt(PHYSICAL_ID_OFFSET, header.physicalId());
        Identity.put(bytes, IDENTITY_OFFSET, header.identity());
        bytes.putLong(LOGICAL_ID_OFFSET, header.logicalId());
        bytes.putLong(EPOCH_OFFSET, header.epoch());
        bytes.putLong(SIZE_OFFSET, header.size());
        bytes.putLong(ACTIVATION_OFFSET, header.activation());
        int checksum = Checksum.plain().compute(bytes, VERSION_OFFSET, LENGTH);
        bytes.clear();
        bytes.putInt(CHECKSUM_OFFSET, checksum);
    }

    /** Reads a slot; empty if it is not intact. */
    public static Optional<Header> get(ByteBuffer slot) {
        boolean intact = slot.getInt(MAGIC_OFFSET) == MAGIC
                && slot.getShort(VERSION_OFFSET) == VERSION
                && slot.getShort(LENGTH_OFFSET) == LENGTH
                && slot.getInt(CHECKSUM_OFFSET)
                        == Checksum.plain().compute(slot.duplicate(), VERSION_OFFSET, LENGTH);
        if (!intact) {
            return Optional.empty();
        }
        return Optional.of(new Header(
                identity(slot),
                slot.getInt(PHYSICAL_ID_OFFSET),
                slot.getLong(LOGICAL_ID_OFFSET),
                slot.getLong(EPOCH_OFFSET),
                slot.getLong(SIZE_OFFSET),
                slot.getLong(ACTIVATION_OFFSET)));
    }

    /** Returns the log that a slot names, intact or not. */
    public static UUID identity(ByteBuffer slot) {
        return Identity.get(slot, IDENTITY_OFFSET);
    }
}
