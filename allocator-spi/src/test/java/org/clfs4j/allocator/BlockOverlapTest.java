package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockOverlapTest {

    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    static List<IntFunction<ByteBuffer>> memories() {
        return List.of(ByteBuffer::allocate, ByteBuffer::allocateDirect);
    }

    @ParameterizedTest
    @MethodSource("memories")
    void slicesOverlapIfTheyShareAByte(IntFunction<ByteBuffer> memory) {
        ByteBuffer all = memory.apply(4 * BLOCK);
        ByteBuffer middle = all.slice(BLOCK, BLOCK);
        for (int start = 0; start <= 2 * BLOCK; start++) {
            boolean shared = start > 0 && start < 2 * BLOCK;
            assertThat(BlockOverlap.exists(middle, all.slice(start, BLOCK)))
                    .as("from %d", start)
                    .isEqualTo(shared);
        }
    }

    @ParameterizedTest
    @MethodSource("memories")
    void aSliceWithinAnotherOverlaps(IntFunction<ByteBuffer> memory) {
        ByteBuffer all = memory.apply(BLOCK);
        assertThat(BlockOverlap.exists(all, all.slice(100, 1))).isTrue();
        assertThat(BlockOverlap.exists(all.slice(100, 1), all)).isTrue();
        assertThat(BlockOverlap.exists(all, all)).isTrue();
        assertThat(BlockOverlap.exists(all, all.slice(100, 0))).isFalse();
        assertThat(BlockOverlap.exists(all.slice(100, 0), all)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void blocksOfTheirOwnDoNotOverlap(IntFunction<ByteBuffer> memory) {
        List<ByteBuffer> blocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ByteBuffer fresh = memory.apply(65536);
            assertThat(blocks).noneMatch(block -> BlockOverlap.exists(block, fresh));
            blocks.add(fresh);
        }
    }

    @ParameterizedTest
    @MethodSource("memories")
    void nothingIsChanged(IntFunction<ByteBuffer> memory) {
        ByteBuffer all = memory.apply(2 * BLOCK);
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, (byte) i);
        }
        BlockOverlap.exists(all.slice(0, BLOCK), all.slice(BLOCK / 2, BLOCK));
        BlockOverlap.exists(all.slice(0, BLOCK), all.slice(BLOCK, BLOCK));
        for (int i = 0; i < all.capacity(); i++) {
            assertThat(all.get(i)).isEqualTo((byte) i);
        }
        assertThat(all.position()).isZero();
        assertThat(all.limit()).isEqualTo(2 * BLOCK);
    }

    @Test
    void directBlocksThatAreAMultipleOfAGibibyteApartDoNotOverlap() throws IOException {
        int gibibyte = 1 << 30;
        ByteBuffer all;
        try (FileChannel sparse = FileChannel.open(
                folder.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            all = sparse.map(FileChannel.MapMode.READ_WRITE, 0, gibibyte + 2 * BLOCK);
        }
        ByteBuffer low = all.slice(0, 2 * BLOCK);
        for (int start : new int[] {0, 1, BLOCK}) {
            ByteBuffer high = all.slice(gibibyte + start, BLOCK);
            assertThat(high.alignmentOffset(0, gibibyte)).isEqualTo(low.alignmentOffset(start, gibibyte));
            assertThat(BlockOverlap.exists(low, high)).isFalse();
            assertThat(BlockOverlap.exists(high, low)).isFalse();
        }
        assertThat(BlockOverlap.exists(all, all.slice(gibibyte + BLOCK, BLOCK))).isTrue();
    }

    @Test
    void heapAndDirectMemoryAreApart() {
        assertThat(BlockOverlap.exists(ByteBuffer.allocate(BLOCK), ByteBuffer.allocateDirect(BLOCK))).isFalse();
        assertThat(BlockOverlap.exists(ByteBuffer.allocateDirect(BLOCK), ByteBuffer.allocate(BLOCK))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("memories")
    void whatCannotBeWrittenIsNotJudged(IntFunction<ByteBuffer> memory) {
        ByteBuffer all = memory.apply(BLOCK);
        assertThat(BlockOverlap.exists(all, all.asReadOnlyBuffer())).isFalse();
        assertThat(BlockOverlap.exists(all.asReadOnlyBuffer(), all)).isFalse();
    }
}
