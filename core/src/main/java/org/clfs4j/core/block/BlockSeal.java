package org.clfs4j.core.block;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Sectors;

/**
 * Makes a filled block ready to be written: padding, header, checksum.
 *
 * @threading not thread-safe
 */
public final class BlockSeal {

    private final Checksum checksum;
    private final int sectorSize;
    private final long epoch;

    /** Creates a seal for the blocks of one opening. */
    public BlockSeal(Checksum checksum, int sectorSize, long epoch) {
        this.checksum = checksum;
        this.sectorSize = sectorSize;
        this.epoch = epoch;
    }

    /**
     * Seals a block and returns its checksum; changes the buffer's position and limit.
     *
     * @param bytes the block from index 0, little-endian
     * @param lsn the LSN of its first record
     * @param place where it will be written
     * @param usedLength bytes of header and records
     * @param recordCount how many records it has
     * @param streamId the stream that it belongs to
     * @param flags block flags
     * @param previousChecksum the checksum of the block before it
     * @param durableUpTo everything below this is durable now
     */
    public int seal(
            ByteBuffer bytes,
            long lsn,
            long place,
            int usedLength,
            int recordCount,
            int streamId,
            int flags,
            int previousChecksum,
            long durableUpTo) {
        int length = Sectors.roundUp(usedLength, sectorSize);
        for (int i = usedLength; i < length; i += Long.BYTES) {
            bytes.putLong(i, 0L);
        }
        bytes.putInt(BlockFormat.MAGIC_OFFSET, BlockFormat.MAGIC);
        bytes.putShort(BlockFormat.VERSION_OFFSET, (short) BlockFormat.VERSION);
        bytes.putShort(BlockFormat.HEADER_LENGTH_OFFSET, (short) BlockFormat.HEADER_LENGTH);
        bytes.putInt(BlockFormat.PREVIOUS_CHECKSUM_OFFSET, previousChecksum);
        bytes.putLong(BlockFormat.LSN_OFFSET, lsn);
        bytes.putLong(BlockFormat.PLACE_OFFSET, place);
        bytes.putLong(BlockFormat.DURABLE_UP_TO_OFFSET, durableUpTo);
        bytes.putLong(BlockFormat.EPOCH_OFFSET, epoch);
        bytes.putInt(BlockFormat.LENGTH_OFFSET, length);
        bytes.putInt(BlockFormat.USED_LENGTH_OFFSET, usedLength);
        bytes.putShort(BlockFormat.RECORD_COUNT_OFFSET, (short) recordCount);
        bytes.putShort(BlockFormat.FLAGS_OFFSET, (short) flags);
        bytes.putInt(BlockFormat.STREAM_ID_OFFSET, streamId);
        int sum = BlockFormat.checksum(bytes, 0, length, checksum);
        bytes.clear();
        bytes.putInt(BlockFormat.CHECKSUM_OFFSET, sum);
        return sum;
    }
}
