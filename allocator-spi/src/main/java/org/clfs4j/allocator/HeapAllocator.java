package org.clfs4j.allocator;

import java.nio.ByteBuffer;

/** Blocks on the Java heap; freeing leaves the rest to the garbage collector. */
final class HeapAllocator implements BlockAllocator {

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        if (alignment > PoolType.MAX_HEAP_ALIGNMENT) {
            throw new IllegalArgumentException("Memory on the Java heap can be aligned to at most "
                    + PoolType.MAX_HEAP_ALIGNMENT + " bytes, not to " + alignment);
        }
        return ByteBuffer.allocate(byteCount);
    }

    @Override
    public void free(ByteBuffer block) {
        // The collector frees the memory once nobody refers to it.
    }
}
