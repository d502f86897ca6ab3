package org.clfs4j.allocator;

import java.nio.ByteBuffer;

/** The JVM's own memory: the heap for what may be there, direct memory for the rest. */
enum StandardBlockAllocator implements BlockAllocator {
    INSTANCE;

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        BuiltInProvider provider =
                poolType == PoolType.PAGED ? BuiltInProvider.OF_HEAP : BuiltInProvider.OF_DIRECT;
        return provider.allocator().allocate(poolType, byteCount, alignment, tag);
    }

    @Override
    public void free(ByteBuffer block) {
        // The collector frees the memory once nobody refers to it.
    }
}
