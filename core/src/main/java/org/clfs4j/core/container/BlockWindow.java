package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.core.block.BlockCheck;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;

/**
 * A stretch of one container in memory, in which blocks are found and checked.
 *
 * <p>Blocks are often much smaller than the memory; one read then serves many of them.
 *
 * @threading not thread-safe
 */
public final class BlockWindow implements AutoCloseable {

    private static final int OWN_CAPACITY = 256 << 10;

    /** Enough for the blocks of those who force each record. */
    private static final int SINGLE_BLOCK_CAPACITY = 8 << 10;

    private final ContainerTable table;
    private final BlockCheck check;
    private final int maxCapacity;

    /** Where its own memory comes from; {@code null} if the memory is its user's. */
    private final LogMemory owner;

    private final Checksum checksum;
    private final int sectorSize;
    private ByteBuffer memory;
    private long windowPlace = Place.NONE;
    private int windowLength;
    private int block;
    private String reason = "";
    private long bytesRead;

    /**
     * Creates a window over given memory.
     *
     * @param table where containers are found
     * @param memory what is read is kept here, from index 0 to its capacity
     */
    public BlockWindow(ContainerTable table, ByteBuffer memory, Checksum checksum, int sectorSize) {
        this(
                table,
                memory.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear(),
                memory.capacity(),
                null,
                checksum,
                sectorSize);
    }

    private BlockWindow(
            ContainerTable table,
            ByteBuffer memory,
            int maxCapacity,
            LogMemory owner,
            Checksum checksum,
            int sectorSize) {
        this.table = table;
        this.memory = memory;
        this.maxCapacity = maxCapacity;
        this.owner = owner;
        this.checksum = checksum;
        this.sectorSize = sectorSize;
        this.check = new BlockCheck(checksum, sectorSize);
    }

    /** Creates a window with memory of its own, which grows when a block needs it; to be closed. */
    public static BlockWindow growing(ContainerTable table, Checksum checksum, int sectorSize) {
        return growing(OWN_CAPACITY, table, checksum, sectorSize);
    }

    /** Creates a window for blocks here and there, which grows to the largest of them and reads little besides; to be closed. */
    public static BlockWindow forSingleBlocks(ContainerTable table, Checksum checksum, int sectorSize) {
        return growing(SINGLE_BLOCK_CAPACITY, table, checksum, sectorSize);
    }

    private static BlockWindow growing(int capacity, ContainerTable table, Checksum checksum, int sectorSize) {
        return new BlockWindow(
                table,
                table.memory().io(capacity),
                MarshallingAreaOptions.MAX_BLOCK_SIZE,
                table.memory(),
                checksum,
                sectorSize);
    }

    int sectorSize() {
        return sectorSize;
    }

    /** Creates a search for blocks that are valid in this window; to be closed. */
    BlockSearch search() {
        return new BlockSearch(table, checksum, sectorSize);
    }

    /** Returns the memory, little-endian; its position and limit mean nothing. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Returns the index in the memory of the block that {@link #load} found last. */
    public int block() {
        return block;
    }

    /** Tells why the last {@link #load} did not find an intact block. */
    public String reason() {
        return reason;
    }

    /** Returns how many bytes were read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Forgets what is in memory, so that it is read anew. */
    public void forget() {
        windowPlace = Place.NONE;
        windowLength = 0;
    }

    /**
     * Finds the block that should be at a place.
     *
     * @param place where it should be
     * @param trustedEnd bytes at this place and behind may still change, so they are not kept for later calls
     * @return the verdict; {@link Verdict#CUT_OFF} if the block is intact and larger than the memory, which then begins
     *     with its header
     */
    public Verdict load(long place, long trustedEnd) throws IOException {
        ContainerFile file = table.find(Place.container(place));
        long room = table.containerSize() - Place.offset(place);
        if (file == null || room < BlockFormat.HEADER_LENGTH) {
            reason = file == null
                    ? "no container has logical id " + Place.container(place)
                    : "the container ends here";
            return Verdict.ABSENT;
        }
        long ahead = place - windowPlace;
        boolean held = windowPlace != Place.NONE
                && ahead >= 0
                && ahead + BlockFormat.HEADER_LENGTH <= windowLength;
        if (!held) {
            fill(file, place, room);
            ahead = 0;
        }
        Verdict verdict = checkAt((int) ahead, room, place);
        if (verdict == Verdict.CUT_OFF && (ahead > 0 || memory.capacity() < maxCapacity)) {
            grow(BlockFormat.length(memory, block));
            fill(file, place, room);
            verdict = checkAt(0, room, place);
        } else if (verdict != Verdict.INTACT && verdict != Verdict.CUT_OFF && held) {
            // What was read ahead may have been written since.
            fill(file, place, room);
            verdict = checkAt(0, room, place);
        }
        if (verdict == Verdict.CUT_OFF) {
            verdict = judgeWhole(place, trustedEnd);
        }
        if (Place.container(place) == Place.container(trustedEnd) && trustedEnd - windowPlace < windowLength) {
            windowLength = (int) Math.max(0, trustedEnd - windowPlace);
        }
        return verdict;
    }

    /** What says that it is larger than the memory may be damaged, even in its length: only all of it tells. */
    private Verdict judgeWhole(long place, long trustedEnd) throws IOException {
        try (BlockWindow whole = growing(table, checksum, sectorSize)) {
            Verdict verdict = whole.load(place, trustedEnd);
            bytesRead += whole.bytesRead;
            reason = whole.reason;
            return verdict == Verdict.INTACT ? Verdict.CUT_OFF : verdict;
        }
    }

    private void grow(int length) {
        if (length > memory.capacity() && length <= maxCapacity) {
            ByteBuffer larger = owner.io(length);
            owner.free(memory);
            memory = larger;
        }
    }

    private Verdict checkAt(int at, long room, long place) {
        block = at;
        Verdict verdict = check.check(memory, at, windowLength - at, room, place);
        reason = check.reason();
        return verdict;
    }

    private void fill(ContainerFile file, long place, long room) throws IOException {
        forget();
        memory.clear().limit((int) Math.min(memory.capacity(), room));
        windowLength = file.read(memory, Place.offset(place));
        windowPlace = place;
        bytesRead += windowLength;
        memory.clear();
    }

    /** Returns the length on storage of the block that {@link #load} found last. */
    public int length() {
        return BlockFormat.length(memory, block);
    }

    /** Gives back memory that is the window's own. */
    @Override
    public void close() {
        if (owner != null) {
            owner.free(memory);
        }
    }
}
