package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The indivisible pair of functions that a marshalling area takes its log I/O blocks from and returns them to.
 *
 * <p>Every block of an area, for writing or reading, comes from {@link #allocate} and goes back to {@link #free}
 * exactly once, at the latest when the area and its last read context are closed. Blocks are asked for when they are
 * needed, not in advance, and never while a flush is under way.
 *
 * <p>An allocator may refuse: by returning {@code null} or by throwing. The operation that needed the block then fails
 * with status {@code INSUFFICIENT_RESOURCES} and the log stays as it was.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatemarshallingarea">ClfsCreateMarshallingArea</a>,
 * parameters <i>pfnAllocBuffer</i> and <i>pfnFreeBuffer</i>.
 *
 * @threading implementations must be safe for concurrent calls of both functions from any thread
 */
@ConsumerType
public interface BlockAllocator {

    /**
     * Hands out one block.
     *
     * <p>The block's bytes from index 0 to {@code byteCount} belong to the caller until {@link #free}; its position,
     * limit and byte order are ignored. The memory need not be zeroed. Memory that is still handed out must not be
     * handed out again.
     *
     * @param poolType the kind of memory that the area was created with
     * @param byteCount the number of bytes needed, a multiple of the log's sector size
     * @param alignment the address of index 0 must be a multiple of this power of two (bytes), which is at least what
     *     the {@linkplain PoolType#alignment() type} asks for; for memory without a fixed address at most
     *     {@link PoolType#MAX_HEAP_ALIGNMENT}
     * @param tag the label of the area
     * @return a writable buffer of at least {@code byteCount} bytes capacity, or {@code null} to refuse
     */
    ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag);

    /**
     * Takes a block back.
     *
     * @param block the very object that {@link #allocate} returned
     */
    void free(ByteBuffer block);

    /**
     * Joins two separate functions to a pair, as <i>pfnAllocBuffer</i> and <i>pfnFreeBuffer</i> are given.
     *
     * @param allocate hands out a block
     * @param free takes it back
     * @return the pair
     */
    static BlockAllocator of(AllocateFunction allocate, FreeFunction free) {
        return new FunctionPair(allocate, free);
    }

    /**
     * Returns the built-in allocator, which is used when an area is created without one: {@code heap} for
     * {@link PoolType#PAGED}, {@code direct} for the other types.
     *
     * @return the built-in allocator; always the same object
     */
    static BlockAllocator standard() {
        return StandardBlockAllocator.INSTANCE;
    }
}
