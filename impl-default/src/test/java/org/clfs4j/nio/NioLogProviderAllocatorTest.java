package org.clfs4j.nio;

import org.clfs4j.LogProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.CheckingAllocator;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.testkit.AllocatorConformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs do the same with each of the built-in allocators, and leave nothing behind. */
class NioLogProviderAllocatorTest {

    @Nested
    class Heap extends AllocatorConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }

        @Override
        protected BlockAllocator allocator() {
            return BlockAllocators.load("heap");
        }

        @Override
        protected boolean serves(PoolType poolType) {
            return poolType.alignment() <= PoolType.MAX_HEAP_ALIGNMENT;
        }

        @Override
        protected int maxAlignment() {
            return PoolType.MAX_HEAP_ALIGNMENT;
        }
    }

    @Nested
    class Direct extends AllocatorConformance {
        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }

        @Override
        protected BlockAllocator allocator() {
            return BlockAllocators.load("direct");
        }
    }

    @Nested
    class Checking extends AllocatorConformance {
        private final CheckingAllocator checking = CheckingAllocator.of(BlockAllocator.standard());

        @RegisterExtension
        final AfterEachCallback atTheEnd = context -> checking.close();

        @Override
        protected LogProvider provider() {
            return new NioLogProvider();
        }

        @Override
        protected BlockAllocator allocator() {
            return checking;
        }
    }
}
