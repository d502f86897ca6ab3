package org.clfs4j.allocator.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;

class NettyAllocatorTest {

    private static final int BLOCK = 64 << 10;

    /** Without caches, so that what is freed is free for all. */
    private final PooledByteBufAllocator pool = new PooledByteBufAllocator(true, 1, 1, 8192, 9, 0, 0, false);

    private final NettyAllocator allocator = new NettyAllocator(pool);

    private ByteBuffer allocate(PoolType poolType) {
        return allocator.allocate(poolType, BLOCK, poolType.alignment(), PoolTag.DEFAULT);
    }

    private long active() {
        return pool.metric().directArenas().get(0).numActiveAllocations()
                + pool.metric().heapArenas().get(0).numActiveAllocations();
    }

    @Test
    void everythingGoesBackToThePool() {
        for (PoolType poolType : PoolType.values()) {
            ByteBuffer block = allocate(poolType);
            assertThat(active()).isEqualTo(1);
            allocator.free(block);
            assertThat(active()).isZero();
        }
    }

    @Test
    void aBlockIsFreedOnceAndOnlyIfItWasHandedOut() {
        ByteBuffer block = allocate(PoolType.NON_PAGED);
        assertThatThrownBy(() -> allocator.free(block.duplicate())).isInstanceOf(IllegalArgumentException.class);
        assertThat(active()).isEqualTo(1);
        allocator.free(block);
        assertThatThrownBy(() -> allocator.free(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one that this allocator has handed out");
        assertThat(active()).isZero();
    }

    @Test
    void heapMemoryAtALargeAlignmentIsRefused() {
        assertThatThrownBy(() -> allocator.allocate(PoolType.PAGED, BLOCK, 16, PoolTag.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 8 bytes, not to 16");
        assertThat(active()).isZero();
    }

    @Test
    void allThatAskForItShareThePool() {
        assertThat(BlockAllocators.load("netty")).isSameAs(BlockAllocators.load("netty"));
        assertThat(BlockAllocators.available()).extracting(AllocatorProvider::name).contains("netty");
    }
}
