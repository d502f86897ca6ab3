package org.clfs4j.core.block;

import java.nio.ByteBuffer;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.RecordFormat;

/**
 * Decides whether the bytes at some place are the block that belongs there.
 *
 * <p>A block is valid if and only if (1) its magic number and version are known, (2) it says that it lies at this place,
 * (3) its lengths are whole sectors within the container and not more than any block has, and (4) its checksum, which covers the log's identity, the
 * place and the epoch, fits. Whether it continues the block before it is for its caller to decide.
 *
 * @threading not thread-safe
 */
public final class BlockCheck {

    private final Checksum checksum;
    private final int sectorSize;
    private String reason = "";

    /** Creates a check for one log's blocks. */
    public BlockCheck(Checksum checksum, int sectorSize) {
        this.checksum = checksum;
        this.sectorSize = sectorSize;
    }

    /** What the bytes were found to be. */
    public enum Verdict {
        /** The valid block. */
        INTACT,

        /** Nothing of the block that belongs here. */
        ABSENT,

        /** The block that belongs here, but not whole or not unchanged. */
        BROKEN,

        /** The block that belongs here, but the bytes end before it does. */
        CUT_OFF
    }

    /**
     * Checks a block.
     *
     * @param bytes little-endian; position and limit are changed
     * @param at the index of the block's first byte
     * @param available bytes from there that were read
     * @param room bytes from the place to the container's end
     * @param place where the block should be
     */
    public Verdict check(ByteBuffer bytes, int at, int available, long room, long place) {
        bytes.clear();
        if (available < BlockFormat.HEADER_LENGTH) {
            return verdict(Verdict.ABSENT, "the container ends here");
        }
        int magic = BlockFormat.magic(bytes, at);
        if (magic != BlockFormat.MAGIC) {
            return verdict(Verdict.ABSENT, "no block begins here", "magic number", BlockFormat.MAGIC, magic);
        }
        long foundPlace = BlockFormat.place(bytes, at);
        if (foundPlace != place) {
            reason = "a block of another place lies here: expected " + Lsn.of(place) + ", found " + Lsn.of(foundPlace);
            return Verdict.ABSENT;
        }
        int version = BlockFormat.version(bytes, at);
        if (version != BlockFormat.VERSION) {
            return verdict(Verdict.BROKEN, "unknown block version", "version", BlockFormat.VERSION, version);
        }
        int length = BlockFormat.length(bytes, at);
        int used = BlockFormat.usedLength(bytes, at);
        int count = BlockFormat.recordCount(bytes, at);
        boolean sensible = BlockFormat.headerLength(bytes, at) == BlockFormat.HEADER_LENGTH
                && length > 0
                && length % sectorSize == 0
                && length <= room
                && length <= MarshallingAreaOptions.MAX_BLOCK_SIZE
                && used >= BlockFormat.HEADER_LENGTH
                && used <= length
                && count > 0
                && count <= Lsn.RECORDS_PER_BLOCK;
        if (!sensible) {
            reason = "lengths are out of range: length " + length + ", used " + used + ", records " + count + ", room "
                    + room;
            return Verdict.BROKEN;
        }
        if (length > available) {
            return verdict(Verdict.CUT_OFF, "the block is larger than what was read");
        }
        int stored = BlockFormat.checksum(bytes, at);
        int computed = BlockFormat.checksum(bytes, at, length, checksum);
        bytes.clear();
        if (stored != computed) {
            return verdict(Verdict.BROKEN, "checksum mismatch", "checksum", computed, stored);
        }
        return recordsFit(bytes, at, used, count);
    }

    /** The checksum fits, so this can only fail if somebody forged it; what follows may then rely on the lengths. */
    private Verdict recordsFit(ByteBuffer bytes, int at, int used, int count) {
        int offset = BlockFormat.HEADER_LENGTH;
        for (int number = 0; number < count; number++) {
            if (used - offset < RecordFormat.HEADER_LENGTH) {
                return verdict(Verdict.BROKEN, "record " + number + " does not fit into the block");
            }
            int record = at + offset;
            int flags = RecordFormat.flags(bytes, record);
            int payload = RecordFormat.payloadLength(bytes, record);
            int type = RecordFormat.type(bytes, record);
            boolean sensible = (flags & ~7) == 0
                    && payload >= 0
                    && payload <= used
                    && RecordFormat.length(flags, payload) <= used - offset
                    && RecordFormat.number(bytes, record) == number
                    && (type == RecordFormat.TYPE_DATA
                            || type == RecordFormat.TYPE_RESTART
                            || type == RecordFormat.TYPE_ABORTED);
            if (!sensible) {
                return verdict(Verdict.BROKEN, "record " + number + " has a header that makes no sense");
            }
            offset += RecordFormat.length(flags, payload);
        }
        return offset == used
                ? verdict(Verdict.INTACT, "")
                : verdict(Verdict.BROKEN, "the records end at byte " + offset + ", expected " + used);
    }

    private Verdict verdict(Verdict verdict, String why) {
        reason = why;
        return verdict;
    }

    private Verdict verdict(Verdict verdict, String why, String what, int expected, int found) {
        // Absent blocks end every scan, so their reason must stay cheap.
        reason = why + ": " + what + " 0x" + Integer.toHexString(expected) + " expected, 0x"
                + Integer.toHexString(found) + " found";
        return verdict;
    }

    /** Tells why the last verdict was not {@link Verdict#INTACT}. */
    public String reason() {
        return reason;
    }
}
