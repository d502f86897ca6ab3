package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The allocating half of a {@link BlockAllocator}.
 *
 * @threading as {@link BlockAllocator}
 */
@FunctionalInterface
@ConsumerType
public interface AllocateFunction {

    /**
     * Hands out one block; see {@link BlockAllocator#allocate}.
     *
     * @param poolType the kind of memory
     * @param byteCount the number of bytes needed
     * @param alignment a power of two that divides the address
     * @param tag the owner's label
     * @return a buffer of at least {@code byteCount} bytes, or {@code null} to refuse
     */
    ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag);
}
