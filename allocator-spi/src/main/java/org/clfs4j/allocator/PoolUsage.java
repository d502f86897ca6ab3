package org.clfs4j.allocator;

import java.util.List;

/**
 * What the blocks of all marshalling areas with one pool tag come to, since this process began.
 *
 * <p>The engine counts for every area, whatever its allocator: a block from when the area accepts it until it goes back.
 *
 * @threading immutable
 * @param tag the label of the areas
 * @param allocations how many blocks were handed out
 * @param frees how many of them were given back
 * @param failures how often no block was to be had, or one that could not be used
 * @param liveBytes bytes of the blocks that are handed out now
 * @param peakBlocks how many blocks were handed out at once at most
 * @param peakBytes bytes of blocks that were handed out at once at most
 */
public record PoolUsage(
        PoolTag tag,
        long allocations,
        long frees,
        long failures,
        long liveBytes,
        long peakBlocks,
        long peakBytes) {

    /**
     * Returns how many blocks are handed out now.
     *
     * @return allocations without frees
     */
    public long liveBlocks() {
        return allocations - frees;
    }

    /**
     * Returns what is counted for one tag now; the numbers belong to one moment.
     *
     * @param tag the label
     * @return its usage; zeros if nothing was asked for under it
     */
    public static PoolUsage of(PoolTag tag) {
        return PoolAccount.usage(tag);
    }

    /**
     * Returns what is counted for all tags now; the numbers of each tag belong to one moment.
     *
     * @return the usage of each tag that something was asked for under, by label
     */
    public static List<PoolUsage> snapshot() {
        return PoolAccount.usages();
    }
}
