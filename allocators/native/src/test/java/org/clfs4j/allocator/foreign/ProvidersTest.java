package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    @Test
    void theyAreFoundByName() {
        assertThat(BlockAllocators.all())
                .extracting(AllocatorProvider::name)
                .contains(
                        "posix_memalign", "mmap", "mmap-locked", "mmap-huge", "hugetlb", "jemalloc", "mimalloc");
        assertThat(BlockAllocators.available())
                .extracting(AllocatorProvider::name)
                .contains("posix_memalign", "mmap", "mmap-huge");
    }

    @Test
    void allThatAskForOneGetTheSame() {
        assertThat(BlockAllocators.load("mmap-huge")).isSameAs(BlockAllocators.load("mmap-huge"));
        assertThat(BlockAllocators.load("posix_memalign")).isSameAs(BlockAllocators.load("posix_memalign"));
        assertThat(BlockAllocators.load("mmap")).isNotSameAs(BlockAllocators.load("mmap-huge"));
    }

    @Test
    void oneThatHasHandedOutBlocksWorksWithoutBeingTried() {
        BlockAllocator allocator = Needed.allocator("hugetlb");
        List<ByteBuffer> blocks = new ArrayList<>();
        try {
            while (true) {
                blocks.add(allocator.allocate(PoolType.NON_PAGED, 2 << 20, 1, PoolTag.DEFAULT));
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("reserved huge pages (0 of");
        }
        assertThat(Needed.provider("hugetlb").obstacle()).isEmpty();
        blocks.forEach(allocator::free);
    }

    @Test
    void whatIsInTheWayIsAlsoTheRefusal() {
        ForeignProvider<BlockAllocator> hindered = new ForeignProvider<>(BlockAllocator.class, "hindered", "for tests") {
            @Override
            BlockAllocator make() {
                throw new IllegalArgumentException("Library libmissing.so cannot be loaded: no such file");
            }
        };
        assertThat(hindered.obstacle())
                .isEqualTo(Optional.of("Library libmissing.so cannot be loaded: no such file"));
        assertThatThrownBy(hindered::allocator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Library libmissing.so cannot be loaded: no such file");
    }
}
