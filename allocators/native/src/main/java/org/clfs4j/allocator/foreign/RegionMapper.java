package org.clfs4j.allocator.foreign;

import static org.clfs4j.allocator.foreign.HugePages.IF_ANY;
import static org.clfs4j.allocator.foreign.HugePages.NONE;
import static org.clfs4j.allocator.foreign.HugePages.RESERVED;
import static org.clfs4j.allocator.foreign.HugePages.TRANSPARENT;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Maps regions in the pages that are wanted, or in the next best ones, and says once for each reason why.
 *
 * @threading safe for concurrent use
 */
final class RegionMapper {

    private static final Logger LOGGER = System.getLogger(MappedAllocator.class.getName());
    private static final Path TRANSPARENT_MODE = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final String OFF = "[never]";

    private final SystemMemory memory;
    private final HugePages wanted;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private volatile String fallback = "";

    RegionMapper(SystemMemory memory, HugePages wanted) {
        this.memory = memory;
        this.wanted = wanted;
    }

    /** Returns why the last region that did not get the best pages did not; empty if that never happened. */
    String fallback() {
        return fallback;
    }

    /** Returns what the length of a region must be a multiple of. */
    long granularity() {
        return wanted == NONE ? memory.pageSize() : memory.hugePageSize();
    }

    /**
     * Maps a region of slots.
     *
     * @param length a multiple of the granularity
     * @param alignment a power of two that divides the address
     */
    Region map(long length, long slotSize, long alignment, boolean locked) throws SystemCallException {
        Region region = map(length, slotSize, Math.max(alignment, granularity()), wanted, locked);
        if (locked) {
            lock(region);
        }
        return region;
    }

    private Region map(long length, long slotSize, long alignment, HugePages pages, boolean locked)
            throws SystemCallException {
        return switch (pages) {
            case NONE -> new Region(mapAligned(length, alignment), length, slotSize, NONE, locked);
            case TRANSPARENT -> mapTransparent(length, slotSize, alignment, locked);
            case RESERVED -> new Region(mapReserved(length, alignment), length, slotSize, RESERVED, locked);
            case IF_ANY -> {
                Region region;
                try {
                    region = map(length, slotSize, alignment, RESERVED, locked);
                } catch (SystemCallException e) {
                    report("no reserved huge pages, because " + e.getMessage());
                    region = map(length, slotSize, alignment, TRANSPARENT, locked);
                }
                yield region;
            }
        };
    }

    private long mapReserved(long length, long alignment) throws SystemCallException {
        if (alignment > memory.hugePageSize()) {
            throw new SystemCallException("Reserved huge pages lie at multiples of " + memory.hugePageSize()
                    + " bytes, and need not at those of " + alignment);
        }
        return memory.map(length, true);
    }

    private Region mapTransparent(long length, long slotSize, long alignment, boolean locked)
            throws SystemCallException {
        long address = mapAligned(length, alignment);
        HugePages pages = NONE;
        try {
            memory.adviseHuge(address, length);
            if (transparentPagesAreOff()) {
                report("no transparent huge pages, because " + TRANSPARENT_MODE + " says never");
            } else {
                pages = TRANSPARENT;
            }
        } catch (SystemCallException e) {
            report("no transparent huge pages, because " + e.getMessage());
        }
        return new Region(address, length, slotSize, pages, locked);
    }

    private static boolean transparentPagesAreOff() {
        try {
            return Files.readString(TRANSPARENT_MODE).contains(OFF);
        } catch (IOException e) {
            return true;
        }
    }

    private void report(String why) {
        fallback = why;
        if (reported.add(why)) {
            LOGGER.log(Level.WARNING, "Blocks get {0}", why);
        }
    }

    /** Maps more where the alignment is greater than that of pages, and gives the rest back. */
    private long mapAligned(long length, long alignment) throws SystemCallException {
        long more = alignment <= memory.pageSize() ? 0 : alignment;
        long address = memory.map(length + more, false);
        long start = address + alignment - 1 & -alignment;
        if (start > address) {
            memory.unmap(address, start - address);
        }
        if (address + more > start) {
            memory.unmap(start + length, address + more - start);
        }
        return start;
    }

    private void lock(Region region) throws SystemCallException {
        try {
            memory.lock(region.address, region.length);
        } catch (SystemCallException e) {
            unmap(region);
            throw e;
        }
    }

    /** Gives a region back. */
    void unmap(Region region) throws SystemCallException {
        memory.unmap(region.address, region.length);
    }
}
