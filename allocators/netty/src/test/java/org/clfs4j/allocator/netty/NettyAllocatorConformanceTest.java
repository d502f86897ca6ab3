package org.clfs4j.allocator.netty;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Set;
import org.clfs4j.LogProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.testkit.AllocatorConformance;
import org.clfs4j.testkit.BlockAllocatorConformance;
import org.junit.jupiter.api.Nested;

/** Netty's memory by itself, and under a log. */
class NettyAllocatorConformanceTest {

    @Nested
    class Named extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return BlockAllocators.load(NettyProvider.NAME);
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return new NettyProvider().promise(poolType);
        }
    }

    @Nested
    class OwnPool extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return new NettyAllocator(new PooledByteBufAllocator(true));
        }
    }

    @Nested
    class Unpooled extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return new NettyAllocator(UnpooledByteBufAllocator.DEFAULT);
        }
    }

    @Nested
    class UnderALog extends AllocatorConformance {
        @Override
        protected LogProvider provider() {
            return LogProvider.load("default");
        }

        @Override
        protected BlockAllocator allocator() {
            return BlockAllocators.load(NettyProvider.NAME);
        }
    }
}
