package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.allocator.foreign.Needed.need;
import static org.clfs4j.allocator.foreign.ProcessMemory.bytes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;

/** Memory is what was promised: the system is asked. */
class PromisedMemoryTest {

    private static final int BLOCK = 64 << 10;
    private static final int HUGE = 2 << 20;

    private static ByteBuffer touched(BlockAllocator allocator, PoolType poolType) {
        ByteBuffer block = allocator.allocate(poolType, BLOCK, poolType.alignment(), PoolTag.DEFAULT);
        for (int i = 0; i < BLOCK; i++) {
            block.put(i, (byte) 1);
        }
        return block;
    }

    @Test
    void lockedMemoryIsLockedUntilItIsFreed() {
        BlockAllocator allocator = Needed.allocator("mmap-locked");
        for (PoolType poolType : PoolType.values()) {
            long before = ProcessMemory.locked();
            List<ByteBuffer> blocks = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                // Not touched: it is in main memory from when it is handed out.
                ByteBuffer block = allocator.allocate(poolType, BLOCK, poolType.alignment(), PoolTag.DEFAULT);
                blocks.add(block);
                long due = poolType.isPaged() ? 0 : (long) i * BLOCK;
                assertThat(ProcessMemory.locked() - before).as("%s", poolType).isEqualTo(due);
                if (!poolType.isPaged()) {
                    assertThat(bytes(ProcessMemory.mapping(block).get("Locked"))).isGreaterThanOrEqualTo(BLOCK);
                    assertThat(bytes(ProcessMemory.mapping(block).get("Rss"))).isGreaterThanOrEqualTo(BLOCK);
                }
            }
            blocks.forEach(allocator::free);
            assertThat(ProcessMemory.locked()).isEqualTo(before);
        }
    }

    @Test
    void reservedHugePagesAreHuge() {
        BlockAllocator allocator = Needed.allocator("hugetlb");
        for (PoolType poolType : PoolType.values()) {
            ByteBuffer block = touched(allocator, poolType);
            assertThat(bytes(ProcessMemory.mapping(block).get("KernelPageSize"))).isGreaterThanOrEqualTo(HUGE);
            allocator.free(block);
        }
    }

    @Test
    void transparentHugePagesAreAskedForAndHugeIfTheSystemHasSome() {
        MappedAllocator allocator = new MappedAllocator(HugePages.TRANSPARENT, false);
        List<ByteBuffer> blocks = new ArrayList<>();
        for (int i = 0; i < HUGE / BLOCK; i++) {
            blocks.add(touched(allocator, PoolType.NON_PAGED));
        }
        Map<String, String> mapping = ProcessMemory.mapping(blocks.get(0));
        boolean on = allocator.mapped().transparentBytes() == HUGE;
        String advised = mapping.get("VmFlags");
        long huge = bytes(mapping.get("AnonHugePages"));
        blocks.forEach(allocator::free);
        need("transparent", on, allocator.mapped().fallback());
        assertThat(advised.split(" ")).contains("hg");
        need("transparent", huge > 0, "the system had no huge page free");
        assertThat(huge).isEqualTo(HUGE);
    }

    @Test
    void ordinaryPagesAreOrdinary() {
        BlockAllocator allocator = Needed.allocator("mmap");
        ByteBuffer block = touched(allocator, PoolType.NON_PAGED);
        Map<String, String> mapping = ProcessMemory.mapping(block);
        assertThat(bytes(mapping.get("KernelPageSize"))).isLessThan(HUGE);
        assertThat(bytes(mapping.get("Locked"))).isZero();
        allocator.free(block);
    }
}
