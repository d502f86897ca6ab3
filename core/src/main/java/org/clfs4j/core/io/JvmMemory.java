package org.clfs4j.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.clfs4j.allocator.BlockAllocator;

/** Memory that nobody has to give back: direct for files, on the heap for the rest. */
final class JvmMemory implements LogMemory {

    @Override
    public ByteBuffer io(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer table(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void free(ByteBuffer memory) {
        // The collector frees it once nobody refers to it.
    }

    @Override
    public BlockAllocator blocks() {
        return BlockAllocator.standard();
    }

    @Override
    public void close() {
        // Nothing to take back.
    }
}
