package org.clfs4j.allocator;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts the blocks of one pool tag for {@link PoolUsage}.
 *
 * <p>There is one account for each tag in a process, and it stays. The engine keeps it for every marshalling area; whoever
 * takes blocks from an allocator by itself may do the same.
 *
 * @threading safe for concurrent use
 */
public final class PoolAccount {

    private static final ConcurrentMap<PoolTag, PoolAccount> ACCOUNTS = new ConcurrentHashMap<>();

    private final PoolTag tag;
    private long allocations;
    private long frees;
    private long failures;
    private long liveBytes;
    private long peakBlocks;
    private long peakBytes;

    private PoolAccount(PoolTag tag) {
        this.tag = tag;
    }

    /**
     * Returns the account of a tag.
     *
     * @param tag the label
     * @return its account; always the same object
     */
    public static PoolAccount of(PoolTag tag) {
        return ACCOUNTS.computeIfAbsent(tag, PoolAccount::new);
    }

    /**
     * Counts a block that was handed out.
     *
     * @param byteCount the number of bytes that were asked for
     */
    public synchronized void allocated(long byteCount) {
        allocations++;
        liveBytes += byteCount;
        peakBlocks = Math.max(peakBlocks, allocations - frees);
        peakBytes = Math.max(peakBytes, liveBytes);
    }

    /**
     * Counts a block that was given back.
     *
     * @param byteCount the number of bytes that were asked for when it was handed out
     */
    public synchronized void freed(long byteCount) {
        frees++;
        liveBytes -= byteCount;
    }

    /** Counts a call that did not lead to a block that could be used. */
    public synchronized void failed() {
        failures++;
    }

    private synchronized PoolUsage usage() {
        return new PoolUsage(tag, allocations, frees, failures, liveBytes, peakBlocks, peakBytes);
    }

    static PoolUsage usage(PoolTag tag) {
        PoolAccount account = ACCOUNTS.get(tag);
        return account == null ? new PoolUsage(tag, 0, 0, 0, 0, 0, 0) : account.usage();
    }

    static List<PoolUsage> usages() {
        return ACCOUNTS.values().stream()
                .map(PoolAccount::usage)
                .sorted(Comparator.comparing(usage -> usage.tag().label()))
                .toList();
    }
}
