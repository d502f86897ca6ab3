package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * Hands out used blocks again, with all that is in them: a log must not mind, and exploring is faster.
 *
 * @threading not thread-safe
 */
final class BlockPool implements BlockAllocator {

    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();

    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        ByteBuffer used = free.computeIfAbsent(byteCount, size -> new ArrayDeque<>()).pollLast();
        return used == null ? ByteBuffer.allocate(byteCount) : used;
    }

    @Override
    public void free(ByteBuffer block) {
        free.get(block.capacity()).addLast(block);
    }
}
