package org.clfs4j.allocator.foreign;

import java.util.Set;
import org.clfs4j.LogProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.testkit.AllocatorConformance;
import org.clfs4j.testkit.BlockAllocatorConformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A user's own C functions, of each prototype: by themselves, and under a log. Everything goes back to them, once. */
class UserFunctionsConformanceTest {

    private static final int LEAST_ALIGNMENT = 16;

    abstract static class Alone extends BlockAllocatorConformance {
        private final UserLibrary library = new UserLibrary();
        private final BlockAllocator pair;

        @RegisterExtension
        final AfterEachCallback atTheEnd = context -> {
            if (context.getExecutionException().isEmpty()) {
                library.assertBalanced();
            }
        };

        Alone(Prototype prototype, String function) {
            this.pair = library.pair(prototype, function);
        }

        @Override
        protected BlockAllocator allocator() {
            return pair;
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return Set.of(BlockTrait.DIRECT, BlockTrait.REVOKED);
        }
    }

    abstract static class UnderALog extends AllocatorConformance {
        private final UserLibrary library = new UserLibrary();
        private final BlockAllocator pair;

        /** Not all tests need a block of the allocator's. */
        @RegisterExtension
        final AfterEachCallback atTheEnd = context -> {
            if (library.get("allocations") > 0) {
                library.assertBalanced();
            }
        };

        UnderALog(Prototype prototype, String function) {
            this.pair = library.pair(prototype, function);
        }

        @Override
        protected LogProvider provider() {
            return LogProvider.load("default");
        }

        @Override
        protected BlockAllocator allocator() {
            return pair;
        }
    }

    @Nested
    class Pool extends Alone {
        Pool() {
            super(Prototype.POOL, "pool_allocate");
        }

        @Override
        protected int maxAlignment() {
            return LEAST_ALIGNMENT;
        }
    }

    @Nested
    class PoolUnderALog extends UnderALog {
        PoolUnderALog() {
            super(Prototype.POOL, "pool_allocate");
        }

        @Override
        protected int maxAlignment() {
            return LEAST_ALIGNMENT;
        }
    }

    @Nested
    class Plain extends Alone {
        Plain() {
            super(Prototype.MALLOC, "plain_allocate");
        }
    }

    @Nested
    class PlainUnderALog extends UnderALog {
        PlainUnderALog() {
            super(Prototype.MALLOC, "plain_allocate");
        }
    }

    @Nested
    class AlignmentFirst extends Alone {
        AlignmentFirst() {
            super(Prototype.ALIGNED_ALLOC, "alignment_first_allocate");
        }
    }

    @Nested
    class AlignmentFirstUnderALog extends UnderALog {
        AlignmentFirstUnderALog() {
            super(Prototype.ALIGNED_ALLOC, "alignment_first_allocate");
        }
    }

    @Nested
    class BytesFirst extends Alone {
        BytesFirst() {
            super(Prototype.MALLOC_ALIGNED, "bytes_first_allocate");
        }
    }

    @Nested
    class BytesFirstUnderALog extends UnderALog {
        BytesFirstUnderALog() {
            super(Prototype.MALLOC_ALIGNED, "bytes_first_allocate");
        }
    }

    @Nested
    class ErrorReturned extends Alone {
        ErrorReturned() {
            super(Prototype.POSIX_MEMALIGN, "error_allocate");
        }
    }

    @Nested
    class ErrorReturnedUnderALog extends UnderALog {
        ErrorReturnedUnderALog() {
            super(Prototype.POSIX_MEMALIGN, "error_allocate");
        }
    }
}
