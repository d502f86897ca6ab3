package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Two functions, joined so that neither can be had without the other. */
record FunctionPair(AllocateFunction allocate, FreeFunction free) implements BlockAllocator {

    FunctionPair {
        Objects.requireNonNull(allocate, "allocate");
        Objects.requireNonNull(free, "free");
    }

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        return allocate.allocate(poolType, byteCount, alignment, tag);
    }

    @Override
    public void free(ByteBuffer block) {
        free.free(block);
    }
}
