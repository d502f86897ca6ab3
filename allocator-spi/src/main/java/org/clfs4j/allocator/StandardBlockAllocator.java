package org.clfs4j.allocator;

import java.nio.ByteBuffer;

/** The JVM's own memory; freeing leaves the rest to the garbage collector. */
enum StandardBlockAllocator implements BlockAllocator {
    INSTANCE;

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        return switch (poolType) {
            case PAGED -> ByteBuffer.allocate(byteCount);
            case NON_PAGED -> aligned(byteCount, alignment);
        };
    }

    private static ByteBuffer aligned(int byteCount, int alignment) {
        ByteBuffer raw = ByteBuffer.allocateDirect(Math.addExact(byteCount, alignment - 1));
        int beyond = raw.alignmentOffset(0, alignment);
        return raw.slice(beyond == 0 ? 0 : alignment - beyond, byteCount);
    }

    @Override
    public void free(ByteBuffer block) {
        // The collector frees the memory once nobody refers to it.
    }
}
