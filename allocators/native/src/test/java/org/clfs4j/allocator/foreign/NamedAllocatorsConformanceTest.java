package org.clfs4j.allocator.foreign;

import java.util.Set;
import org.clfs4j.LogProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.CheckingAllocator;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.testkit.AllocatorConformance;
import org.clfs4j.testkit.BlockAllocatorConformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The allocators that are found by name: each by itself, and under a log. */
class NamedAllocatorsConformanceTest {

    abstract static class Alone extends BlockAllocatorConformance {
        private final String name;

        Alone(String name) {
            this.name = name;
        }

        @Override
        protected BlockAllocator allocator() {
            return Needed.allocator(name);
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return Needed.provider(name).promise(poolType);
        }
    }

    abstract static class UnderALog extends AllocatorConformance {
        private final String name;

        UnderALog(String name) {
            this.name = name;
        }

        @Override
        protected LogProvider provider() {
            return LogProvider.load("default");
        }

        @Override
        protected BlockAllocator allocator() {
            return Needed.allocator(name);
        }
    }

    @Nested
    class PosixMemalign extends Alone {
        PosixMemalign() {
            super("posix_memalign");
        }
    }

    @Nested
    class PosixMemalignUnderALog extends UnderALog {
        PosixMemalignUnderALog() {
            super("posix_memalign");
        }
    }

    @Nested
    class Mapped extends Alone {
        Mapped() {
            super("mmap");
        }
    }

    @Nested
    class MappedUnderALog extends UnderALog {
        MappedUnderALog() {
            super("mmap");
        }
    }

    @Nested
    class Locked extends Alone {
        Locked() {
            super("mmap-locked");
        }
    }

    @Nested
    class LockedUnderALog extends UnderALog {
        LockedUnderALog() {
            super("mmap-locked");
        }
    }

    @Nested
    class Huge extends Alone {
        Huge() {
            super("mmap-huge");
        }
    }

    @Nested
    class HugeUnderALog extends UnderALog {
        HugeUnderALog() {
            super("mmap-huge");
        }
    }

    @Nested
    class Hugetlb extends Alone {
        Hugetlb() {
            super("hugetlb");
        }
    }

    @Nested
    class HugetlbUnderALog extends UnderALog {
        HugetlbUnderALog() {
            super("hugetlb");
        }
    }

    @Nested
    class Jemalloc extends Alone {
        Jemalloc() {
            super("jemalloc");
        }
    }

    @Nested
    class JemallocUnderALog extends UnderALog {
        JemallocUnderALog() {
            super("jemalloc");
        }
    }

    @Nested
    class Mimalloc extends Alone {
        Mimalloc() {
            super("mimalloc");
        }
    }

    @Nested
    class MimallocUnderALog extends UnderALog {
        MimallocUnderALog() {
            super("mimalloc");
        }
    }

    @Nested
    class Watched extends BlockAllocatorConformance {
        private final CheckingAllocator checking = CheckingAllocator.of(Needed.allocator("posix_memalign"));

        @RegisterExtension
        final AfterEachCallback atTheEnd = context -> checking.close();

        @Override
        protected BlockAllocator allocator() {
            return checking;
        }
    }
}
