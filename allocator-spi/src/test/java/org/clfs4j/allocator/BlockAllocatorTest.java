package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockAllocatorTest {

    @Test
    void pagedMemoryIsOnTheHeap() {
        ByteBuffer block = allocate(PoolType.PAGED, 4096, PoolType.MAX_HEAP_ALIGNMENT);
        assertThat(block.isDirect()).isFalse();
        assertThat(block.capacity()).isEqualTo(4096);
        BlockAllocator.standard().free(block);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 16, 512, 4096, 65536})
    void nonPagedMemoryLiesAtTheAlignmentOutsideTheHeap(int alignment) {
        for (int byteCount : new int[] {512, 5120, 65536}) {
            ByteBuffer block = allocate(PoolType.NON_PAGED, byteCount, alignment);
            assertThat(block.isDirect()).isTrue();
            assertThat(block.isReadOnly()).isFalse();
            assertThat(block.capacity()).isEqualTo(byteCount);
            assertThat(block.alignmentOffset(0, alignment)).isZero();
            BlockAllocator.standard().free(block);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PAGED")
    void everyOtherTypeIsOutsideTheHeap(PoolType poolType) {
        ByteBuffer block = allocate(poolType, 4096, poolType.alignment());
        assertThat(block.isDirect()).isTrue();
        assertThat(block.alignmentOffset(0, poolType.alignment())).isZero();
    }

    @Test
    void heapMemoryAtALargeAlignmentIsRefused() {
        for (BlockAllocator allocator : List.of(BlockAllocator.standard(), BlockAllocators.load("heap"))) {
            assertThatThrownBy(() -> allocator.allocate(PoolType.PAGED, 512, 16, PoolTag.DEFAULT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 8 bytes, not to 16");
        }
    }

    @Test
    void blocksHandedOutDoNotOverlap() {
        for (PoolType poolType : PoolType.values()) {
            ByteBuffer first = allocate(poolType, 512, poolType.alignment());
            ByteBuffer second = allocate(poolType, 512, poolType.alignment());
            for (int i = 0; i < 512; i++) {
                first.put(i, (byte) 1);
            }
            for (int i = 0; i < 512; i++) {
                assertThat(second.get(i)).isZero();
            }
        }
    }

    @Test
    void theStandardAllocatorIsOneObject() {
        assertThat(BlockAllocator.standard()).isSameAs(BlockAllocator.standard());
    }

    @Test
    void twoFunctionsMakeAPair() {
        ByteBuffer block = ByteBuffer.allocate(512);
        List<Object> calls = new ArrayList<>();
        BlockAllocator pair = BlockAllocator.of(
                (poolType, byteCount, alignment, tag) -> {
                    calls.addAll(List.of(poolType, byteCount, alignment, tag));
                    return block;
                },
                calls::add);
        assertThat(pair.allocate(PoolType.PAGED, 512, 8, PoolTag.DEFAULT)).isSameAs(block);
        pair.free(block);
        assertThat(calls).containsExactly(PoolType.PAGED, 512, 8, PoolTag.DEFAULT, block);
    }

    @Test
    void halfAPairIsRefused() {
        assertThatThrownBy(() -> BlockAllocator.of(null, block -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("allocate");
        assertThatThrownBy(() -> BlockAllocator.of((poolType, byteCount, alignment, tag) -> null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("free");
    }

    private static ByteBuffer allocate(PoolType poolType, int byteCount, int alignment) {
        return BlockAllocator.standard().allocate(poolType, byteCount, alignment, PoolTag.DEFAULT);
    }
}
