package org.clfs4j.testkit;

import java.util.Set;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.CheckingAllocator;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The allocators that need no bundle of their own, alone and watched. */
class BuiltInAllocatorsConformanceTest {

    private static AllocatorProvider provider(String name) {
        return BlockAllocators.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Heap extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return provider("heap").allocator();
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return provider("heap").promise(poolType);
        }
    }

    @Nested
    class Direct extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return provider("direct").allocator();
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return provider("direct").promise(poolType);
        }
    }

    @Nested
    class Standard extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return BlockAllocator.standard();
        }
    }

    @Nested
    class Checking extends BlockAllocatorConformance {
        private final CheckingAllocator checking = CheckingAllocator.of(BlockAllocator.standard());

        @RegisterExtension
        final AfterEachCallback atTheEnd = context -> checking.close();

        @Override
        protected BlockAllocator allocator() {
            return checking;
        }
    }
}
