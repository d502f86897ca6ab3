package org.clfs4j.core.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;

/** Makes sealed blocks for tests. */
public final class BlockMaker {

    public static final UUID IDENTITY = new UUID(0x1111_2222_3333_4444L, 0x5555_6666_7777_8888L);
    public static final int SECTOR = 512;

    private BlockMaker() {}

    /** Makes a block of so many records with payloads of a length. */
    public static ByteBuffer block(
            UUID identity, long place, int records, int payload, long epoch, int previous, long durableUpTo) {
        int used = BlockFormat.HEADER_LENGTH + records * RecordFormat.length(0, payload);
        ByteBuffer bytes = ByteBuffer.allocate((used + SECTOR - 1) / SECTOR * SECTOR)
                .order(ByteOrder.LITTLE_ENDIAN);
        int at = BlockFormat.HEADER_LENGTH;
        for (int i = 0; i < records; i++) {
            RecordFormat.put(
                    bytes, at, payload, RecordFormat.TYPE_DATA, 0, i, Place.NONE, Place.NONE, Place.NONE);
            for (int j = 0; j < payload; j++) {
                bytes.put(at + RecordFormat.HEADER_LENGTH + j, (byte) (i + j));
            }
            at += RecordFormat.length(0, payload);
        }
        new BlockSeal(Checksum.of(identity), SECTOR, epoch)
                .seal(bytes, place, place, used, records, 0, 0, previous, durableUpTo);
        return bytes;
    }

    /** Makes the checksum fit, as only a forger would. */
    public static void fixChecksum(ByteBuffer bytes, int length) {
        int checksum = BlockFormat.checksum(bytes, 0, length, Checksum.of(IDENTITY));
        bytes.clear();
        bytes.putInt(BlockFormat.CHECKSUM_OFFSET, checksum);
    }
}
