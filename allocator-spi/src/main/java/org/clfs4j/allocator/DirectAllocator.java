package org.clfs4j.allocator;

import java.nio.ByteBuffer;

/** Aligned blocks of direct memory; freeing leaves the rest to the garbage collector. */
final class DirectAllocator implements BlockAllocator {

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        ByteBuffer raw = ByteBuffer.allocateDirect(Math.addExact(byteCount, alignment - 1));
        int beyond = raw.alignmentOffset(0, alignment);
        return raw.slice(beyond == 0 ? 0 : alignment - beyond, byteCount);
    }

    @Override
    public void free(ByteBuffer block) {
        // The collector frees the memory once nobody refers to it.
    }
}
