package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which memory is mapped and given back, with a system that fails when it is told to. */
class MappedAllocatorTest {

    private static final int KIB = 1 << 10;
    private static final int HUGE = 2 << 20;

    private final FailingSystem system = new FailingSystem();

    @AfterEach
    void everythingWentBack() {
        assertThat(system.mapped).isEmpty();
    }

    private MappedAllocator allocator(HugePages pages, boolean locking) {
        return new MappedAllocator(system, pages, locking);
    }

    private static ByteBuffer allocate(MappedAllocator allocator, PoolType poolType, int byteCount) {
        return allocator.allocate(poolType, byteCount, poolType.alignment(), PoolTag.DEFAULT);
    }

    private static ByteBuffer allocate(MappedAllocator allocator, int byteCount) {
        return allocate(allocator, PoolType.NON_PAGED, byteCount);
    }

    @Test
    void aBlockHasOrdinaryPagesOfItsOwn() {
        MappedAllocator allocator = allocator(HugePages.NONE, false);
        ByteBuffer first = allocate(allocator, 5120);
        ByteBuffer second = allocate(allocator, 64 * KIB);
        assertThat(allocator.mapped()).isEqualTo(new MappedMemory((8 + 64) * KIB, 0, 0, 0, ""));
        allocator.free(first);
        assertThat(allocator.mapped()).isEqualTo(new MappedMemory(64 * KIB, 0, 0, 0, ""));
        allocator.free(second);
        assertThat(allocator.mapped()).isEqualTo(new MappedMemory(0, 0, 0, 0, ""));
    }

    @Test
    void blocksOfOneSizeShareAHugePageUntilTheLastIsFreed() {
        MappedAllocator allocator = allocator(HugePages.TRANSPARENT, false);
        List<ByteBuffer> blocks = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            blocks.add(allocate(allocator, 64 * KIB));
        }
        assertThat(system.mapped).hasSize(2);
        assertThat(system.mapped.values()).allMatch(length -> length == HUGE);
        ByteBuffer reused = blocks.remove(7);
        allocator.free(reused);
        blocks.add(allocate(allocator, 64 * KIB));
        assertThat(system.mapped).hasSize(2);
        blocks.add(allocate(allocator, 128 * KIB));
        assertThat(system.mapped).as("other sizes go elsewhere").hasSize(3);
        blocks.forEach(allocator::free);
    }

    @Test
    void aLargeBlockHasWholeHugePages() {
        MappedAllocator allocator = allocator(HugePages.TRANSPARENT, false);
        ByteBuffer large = allocate(allocator, HUGE + 1);
        ByteBuffer overHalf = allocate(allocator, HUGE / 2 + 1);
        assertThat(system.mapped.values()).containsExactlyInAnyOrder(2L * HUGE, (long) HUGE);
        allocator.free(large);
        allocator.free(overHalf);
    }

    @Test
    void onlyTypesThatAreNotPagedAreLocked() {
        for (HugePages pages : List.of(HugePages.NONE, HugePages.TRANSPARENT)) {
            MappedAllocator allocator = allocator(pages, true);
            for (PoolType poolType : PoolType.values()) {
                system.locked = 0;
                ByteBuffer block = allocate(allocator, poolType, 64 * KIB);
                assertThat(system.locked).isEqualTo(poolType.isPaged() ? 0 : pages == HugePages.NONE ? 64 * KIB : HUGE);
                assertThat(allocator.mapped().lockedBytes()).isEqualTo(system.locked);
                allocator.free(block);
            }
        }
    }

    @Test
    void pagedAndLockedBlocksShareNoHugePage() {
        MappedAllocator allocator = allocator(HugePages.TRANSPARENT, true);
        ByteBuffer locked = allocate(allocator, PoolType.NON_PAGED, 64 * KIB);
        ByteBuffer paged = allocate(allocator, PoolType.PAGED, 64 * KIB);
        assertThat(system.mapped).hasSize(2);
        assertThat(allocator.mapped().lockedBytes()).isEqualTo(HUGE);
        allocator.free(locked);
        allocator.free(paged);
    }

    @Test
    void memoryThatCannotBeLockedIsGivenBackAndTheLimitIsSaid() {
        MappedAllocator allocator = allocator(HugePages.NONE, true);
        system.lockError = SystemCallException.ENOMEM;
        assertThatThrownBy(() -> allocate(allocator, 64 * KIB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mlock of 65536 bytes failed with ENOMEM; the process may lock 4711 bytes (RLIMIT_MEMLOCK)");
        assertThat(system.mapped).isEmpty();
        allocator.free(allocate(allocator, PoolType.PAGED, 64 * KIB));
        system.lockError = 0;
        allocator.free(allocate(allocator, 64 * KIB));
    }

    @Test
    void withoutMemoryABlockIsRefused() {
        MappedAllocator allocator = allocator(HugePages.NONE, false);
        system.mapError = SystemCallException.ENOMEM;
        assertThatThrownBy(() -> allocate(allocator, 4096))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mmap of 4096 bytes failed with ENOMEM");
        system.mapError = 0;
        allocator.free(allocate(allocator, 4096));
    }

    @Test
    void reservedPagesAreTakenIfThereAreSome() {
        MappedAllocator allocator = allocator(HugePages.IF_ANY, false);
        system.reserved = 1;
        ByteBuffer block = allocate(allocator, 64 * KIB);
        assertThat(allocator.mapped()).isEqualTo(new MappedMemory(0, 0, HUGE, 0, ""));
        allocator.free(block);
    }

    @Test
    void withoutReservedPagesOthersAreTakenAndThatIsSaid() {
        MappedAllocator allocator = allocator(HugePages.IF_ANY, false);
        ByteBuffer block = allocate(allocator, 64 * KIB);
        MappedMemory mapped = allocator.mapped();
        assertThat(mapped.transparentBytes() + mapped.ordinaryBytes()).isEqualTo(HUGE);
        assertThat(mapped.fallback()).isNotEmpty();
        if (mapped.transparentBytes() == HUGE) {
            assertThat(mapped.fallback())
                    .isEqualTo("no reserved huge pages, because mmap of 2097152 bytes in reserved huge pages failed with ENOMEM");
        }
        allocator.free(block);
    }

    @Test
    void withoutTransparentPagesOrdinaryOnesAreTakenAndThatIsSaid() {
        MappedAllocator allocator = allocator(HugePages.IF_ANY, false);
        system.adviseError = SystemCallException.EINVAL;
        ByteBuffer block = allocate(allocator, 64 * KIB);
        assertThat(allocator.mapped())
                .isEqualTo(new MappedMemory(
                        HUGE,
                        0,
                        0,
                        0,
                        "no transparent huge pages, because madvise of 2097152 bytes failed with EINVAL"));
        allocator.free(block);
    }

    @Test
    void whoWantsReservedPagesGetsNoOthers() {
        MappedAllocator allocator = allocator(HugePages.RESERVED, false);
        assertThatThrownBy(() -> allocate(allocator, 64 * KIB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reserved huge pages")
                .hasMessageEndingWith("ENOMEM");
        system.reserved = 1;
        ByteBuffer block = allocate(allocator, 64 * KIB);
        assertThatThrownBy(() -> allocate(allocator, 2 * HUGE)).isInstanceOf(IllegalStateException.class);
        allocator.free(block);
        assertThat(system.reserved).isEqualTo(1);
    }

    @Test
    void anAlignmentBeyondThatOfReservedPagesNeedsOthers() {
        MappedAllocator reserved = allocator(HugePages.RESERVED, false);
        system.reserved = 4;
        assertThatThrownBy(() -> reserved.allocate(PoolType.NON_PAGED, 4096, 2 * HUGE, PoolTag.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Reserved huge pages lie at multiples of 2097152 bytes, and need not at those of 4194304");
        MappedAllocator any = allocator(HugePages.IF_ANY, false);
        ByteBuffer block = any.allocate(PoolType.NON_PAGED, 4096, 2 * HUGE, PoolTag.DEFAULT);
        assertThat(block.alignmentOffset(0, 2 * HUGE)).isZero();
        assertThat(any.mapped().reservedBytes()).isZero();
        any.free(block);
        assertThat(system.reserved).isEqualTo(4);
    }

    @Test
    void whatIsMappedForAnAlignmentIsGivenBackAtOnce() {
        MappedAllocator allocator = allocator(HugePages.NONE, false);
        ByteBuffer block = allocator.allocate(PoolType.NON_PAGED, 4096, 64 * KIB, PoolTag.DEFAULT);
        assertThat(block.alignmentOffset(0, 64 * KIB)).isZero();
        assertThat(system.mapped.values()).containsExactly(64L * KIB);
        allocator.free(block);
    }

    @Test
    void aFailureToGiveMemoryBackIsSaid() {
        MappedAllocator allocator = allocator(HugePages.NONE, false);
        ByteBuffer block = allocate(allocator, 4096);
        system.unmapError = SystemCallException.ENOMEM;
        assertThatThrownBy(() -> allocator.free(block))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("munmap of 4096 bytes failed with ENOMEM");
        system.unmapError = 0;
        system.unmapAll();
    }

    /** Real memory, but for what is to fail; remembers what is mapped. */
    private static final class FailingSystem implements SystemMemory {
        private final LinuxMemory real = new LinuxMemory();
        private final Map<Long, Long> mapped = new TreeMap<>();
        private final List<Long> reservedAddresses = new ArrayList<>();
        private int mapError;
        private int unmapError;
        private int adviseError;
        private int lockError;
        private int reserved;
        private long locked;

        @Override
        public long pageSize() {
            return 4096;
        }

        @Override
        public long hugePageSize() {
            return HUGE;
        }

        @Override
        public long map(long length, boolean huge) throws SystemCallException {
            fail("mmap of " + length + " bytes", mapError);
            if (!huge) {
                long address = real.map(length, false);
                mapped.put(address, length);
                return address;
            }
            if (reserved * (long) HUGE < length) {
                throw new SystemCallException(
                        "mmap of " + length + " bytes in reserved huge pages", SystemCallException.ENOMEM);
            }
            reserved -= (int) (length / HUGE);
            long address = map(length + HUGE, false);
            long start = address + HUGE - 1 & -HUGE;
            trim(address, length + HUGE, start, length);
            reservedAddresses.add(start);
            return start;
        }

        private void trim(long address, long whole, long start, long length) throws SystemCallException {
            if (start > address) {
                unmap(address, start - address);
            }
            if (address + whole > start + length) {
                unmap(start + length, address + whole - start - length);
            }
        }

        @Override
        public void unmap(long address, long length) throws SystemCallException {
            fail("munmap of " + length + " bytes", unmapError);
            real.unmap(address, length);
            if (reservedAddresses.remove(address)) {
                reserved += (int) (length / HUGE);
            }
            for (Map.Entry<Long, Long> piece : Map.copyOf(mapped).entrySet()) {
                long begin = piece.getKey();
                long end = begin + piece.getValue();
                if (begin < address + length && address < end) {
                    mapped.remove(begin);
                    if (begin < address) {
                        mapped.put(begin, address - begin);
                    }
                    if (address + length < end) {
                        mapped.put(address + length, end - address - length);
                    }
                }
            }
        }

        void unmapAll() {
            for (Map.Entry<Long, Long> piece : Map.copyOf(mapped).entrySet()) {
                try {
                    unmap(piece.getKey(), piece.getValue());
                } catch (SystemCallException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void adviseHuge(long address, long length) throws SystemCallException {
            fail("madvise of " + length + " bytes", adviseError);
            real.adviseHuge(address, length);
        }

        @Override
        public void lock(long address, long length) throws SystemCallException {
            fail("mlock of " + length + " bytes", lockError);
            locked += length;
        }

        @Override
        public String lockLimit() {
            return "4711";
        }

        private static void fail(String call, int error) throws SystemCallException {
            if (error != 0) {
                throw new SystemCallException(call, error);
            }
        }
    }
}
