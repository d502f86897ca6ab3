package org.clfs4j.offheap;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * The blocks of one marshalling area. They live in one arena, which is opened for the first block and closed with the last, so that a
 * closed area costs one handshake with all threads, and a view of one of its blocks is refused from then on.
 *
 * @threading safe for concurrent use
 */
final class AreaBlocks implements BlockAllocator {

    private Arena arena;
    private int out;

    @Override
    public synchronized ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        if (poolType == PoolType.PAGED) {
            return BlockAllocator.standard().allocate(poolType, byteCount, alignment, tag);
        }
        if (out == 0) {
            arena = Arena.ofShared();
        }
        boolean done = false;
        try {
            ByteBuffer block = arena.allocate(byteCount, Math.max(alignment, OffHeapMemory.IO_ALIGNMENT))
                    .asByteBuffer();
            out++;
            done = true;
            return block;
        } finally {
            if (!done && out == 0) {
                arena.close();
            }
        }
    }

    @Override
    public void free(ByteBuffer block) {
        if (!block.isDirect()) {
            return; // the collector frees it once nobody refers to it
        }
        Arena last;
        synchronized (this) {
            out--;
            if (out > 0) {
                return;
            }
            last = arena;
        }
        Arenas.close(last);
    }
}
