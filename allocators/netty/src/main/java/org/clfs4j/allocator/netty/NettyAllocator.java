package org.clfs4j.allocator.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * Blocks from a pool of Netty's: heap buffers for {@link PoolType#PAGED}, direct buffers for the other types.
 *
 * <p>A block is freed at most once, and nothing is freed that was not handed out. The memory of a block that was freed
 * belongs to the pool: whoever still uses it reads and writes what is now somebody else's, or what the pool has given back
 * to the system, which can crash the process.
 *
 * @threading safe for concurrent use
 */
public final class NettyAllocator implements BlockAllocator {

    private final ByteBufAllocator pool;
    private final Map<ByteBuffer, ByteBuf> handedOut = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Creates an allocator.
     *
     * @param pool the pool that it takes buffers from
     */
    public NettyAllocator(ByteBufAllocator pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        boolean heap = poolType == PoolType.PAGED;
        if (heap && alignment > PoolType.MAX_HEAP_ALIGNMENT) {
            throw new IllegalArgumentException("Memory on the Java heap can be aligned to at most "
                    + PoolType.MAX_HEAP_ALIGNMENT + " bytes, not to " + alignment);
        }
        ByteBuf buffer = heap
                ? pool.heapBuffer(byteCount)
                : pool.directBuffer(Math.addExact(byteCount, alignment - 1));
        ByteBuffer block = null;
        try {
            ByteBuffer made = heap ? buffer.nioBuffer(0, byteCount) : aligned(buffer, byteCount, alignment);
            handedOut.put(made, buffer);
            block = made;
            return block;
        } finally {
            if (block == null) {
                buffer.release();
            }
        }
    }

    private static ByteBuffer aligned(ByteBuf buffer, int byteCount, int alignment) {
        ByteBuffer raw = buffer.nioBuffer(0, byteCount + alignment - 1);
        int beyond = raw.alignmentOffset(0, alignment);
        return raw.slice(beyond == 0 ? 0 : alignment - beyond, byteCount);
    }

    /**
     * Takes a block back.
     *
     * @throws IllegalArgumentException if the block is not handed out
     */
    @Override
    public void free(ByteBuffer block) {
        ByteBuf buffer = handedOut.remove(block);
        if (buffer == null) {
            throw new IllegalArgumentException("The block is not one that this allocator has handed out, or was freed before: "
                    + block);
        }
        buffer.release();
    }
}
