package org.clfs4j.allocator.foreign;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * Blocks of memory that is mapped from the system: in ordinary or huge pages, and locked in main memory or not.
 *
 * <p>A block in ordinary pages has pages of its own. Blocks of up to half a huge page share one with others of the same
 * size; a huge page goes back to the system when its last block is freed. When a block is freed, every use of its buffer
 * and of its views ends with an {@link IllegalStateException}, in all threads, before the memory goes anywhere.
 *
 * <p>Locked memory counts against what the process may lock ({@code RLIMIT_MEMLOCK}, {@code ulimit -l}); where that is not
 * enough, blocks are refused with a sentence that says so. Blocks of types that may be paged out are not locked.
 *
 * @threading safe for concurrent use
 */
public final class MappedAllocator implements BlockAllocator {

    private final SystemMemory memory;
    private final RegionMapper mapper;
    private final boolean locking;
    private final boolean sharing;
    private final RevocableBlocks blocks = new RevocableBlocks();
    private final List<Region> regions = new ArrayList<>();

    /**
     * Creates an allocator.
     *
     * @param pages which pages the memory lies in
     * @param locking whether it is locked in main memory, for types that are not paged
     * @throws IllegalStateException if this system has no such memory, with a sentence that says why
     */
    public MappedAllocator(HugePages pages, boolean locking) {
        this(system(), pages, locking);
    }

    MappedAllocator(SystemMemory memory, HugePages pages, boolean locking) {
        this.memory = memory;
        this.mapper = new RegionMapper(memory, Objects.requireNonNull(pages, "pages"));
        this.locking = locking;
        this.sharing = pages != HugePages.NONE;
    }

    private static SystemMemory system() {
        LinuxMemory.obstacle().ifPresent(what -> {
            throw new IllegalStateException("Memory cannot be mapped: " + what);
        });
        return new LinuxMemory();
    }

    /**
     * Hands out one block.
     *
     * @throws IllegalStateException if the system refuses; the message says what, and what it allows
     */
    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        boolean locked = locking && !poolType.isPaged();
        long size = roundUp(byteCount, Math.max(alignment, memory.pageSize()));
        try {
            return take(byteCount, size, alignment, locked);
        } catch (SystemCallException e) {
            String limit = locked ? "; the process may lock " + memory.lockLimit() + " bytes (RLIMIT_MEMLOCK)" : "";
            throw new IllegalStateException(e.getMessage() + limit, e);
        }
    }

    private synchronized ByteBuffer take(int byteCount, long size, int alignment, boolean locked)
            throws SystemCallException {
        Region region = regionWithRoom(size, locked);
        if (region == null) {
            boolean shared = sharing && size <= memory.hugePageSize() / 2;
            long length = shared ? memory.hugePageSize() : roundUp(size, mapper.granularity());
            region = mapper.map(length, shared ? size : length, alignment, locked);
            regions.add(region);
        }
        Region taken = region;
        long address = taken.take();
        return blocks.handOut(address, byteCount, () -> giveBack(taken, address));
    }

    private Region regionWithRoom(long size, boolean locked) {
        for (Region region : regions) {
            if (region.hasRoom(size, locked)) {
                return region;
            }
        }
        return null;
    }

    private static long roundUp(long value, long powerOfTwo) {
        return value + powerOfTwo - 1 & -powerOfTwo;
    }

    /**
     * Takes a block back.
     *
     * @throws IllegalArgumentException if the block is not handed out
     * @throws IllegalStateException if a system call is using the block at this moment; it stays handed out
     */
    @Override
    public void free(ByteBuffer block) {
        blocks.takeBack(block);
    }

    private synchronized void giveBack(Region region, long address) {
        if (region.giveBack(address)) {
            regions.remove(region);
            try {
                mapper.unmap(region);
            } catch (SystemCallException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    /** Tells whether no block is handed out, so that it is unknown whether one could be. */
    boolean isIdle() {
        return blocks.count() == 0;
    }

    /**
     * Tells what is mapped now.
     *
     * @return the memory of all blocks that are handed out, with what shares pages with them
     */
    public synchronized MappedMemory mapped() {
        long[] bytes = new long[HugePages.values().length];
        long lockedBytes = 0;
        for (Region region : regions) {
            bytes[region.pages.ordinal()] += region.length;
            lockedBytes += region.locked ? region.length : 0;
        }
        return new MappedMemory(
                bytes[HugePages.NONE.ordinal()],
                bytes[HugePages.TRANSPARENT.ordinal()],
                bytes[HugePages.RESERVED.ordinal()],
                lockedBytes,
                mapper.fallback());
    }
}
