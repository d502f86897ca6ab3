package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that is given back is gone, and says so. */
class OffHeapMemoryTest {

    private final OffHeapMemory memory = new OffHeapMemory();

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 4096, 65536 + 512, 16 << 20})
    void memoryForFilesIsZeroAndAligned(int bytes) {
        ByteBuffer piece = memory.io(bytes);

        assertThat(piece.capacity()).isEqualTo(bytes);
        assertThat(piece.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(piece.alignmentOffset(0, OffHeapMemory.IO_ALIGNMENT)).isZero();
        assertThat(piece.mismatch(ByteBuffer.allocate(bytes))).isEqualTo(-1);
        memory.close();
    }

    @Test
    void whatIsGivenBackCannotBeUsedAnyMore() {
        ByteBuffer kept = memory.io(512);
        ByteBuffer piece = memory.table(512);
        ByteBuffer view = piece.asReadOnlyBuffer().position(100).slice();

        memory.free(piece);
        memory.free(piece);

        assertThatIllegalStateException().isThrownBy(() -> piece.get(0));
        assertThatIllegalStateException().isThrownBy(() -> view.get(0));
        assertThat(kept.get(0)).isZero();
        memory.close();
        assertThatIllegalStateException().isThrownBy(() -> kept.get(0));
    }

    @Test
    void blocksOfAnAreaAreGoneWithTheLastOfThem() {
        BlockAllocator blocks = memory.blocks();
        ByteBuffer one = allocate(blocks, PoolType.NON_PAGED, 1);
        ByteBuffer two = allocate(blocks, PoolType.NON_PAGED, 1 << 16);
        memory.close();

        assertThat(one.alignmentOffset(0, OffHeapMemory.IO_ALIGNMENT)).isZero();
        assertThat(two.alignmentOffset(0, 1 << 16)).isZero();
        blocks.free(one);
        assertThat(two.get(0)).isZero();
        blocks.free(two);
        assertThatIllegalStateException().isThrownBy(() -> one.get(0));
        assertThatIllegalStateException().isThrownBy(() -> two.get(0));

        ByteBuffer later = allocate(blocks, PoolType.NON_PAGED, 1);
        assertThat(later.get(0)).isZero();
        blocks.free(later);
        assertThatIllegalStateException().isThrownBy(() -> later.get(0));
    }

    @Test
    void pagedBlocksAreOnTheHeapAsTheContractSays() {
        BlockAllocator blocks = memory.blocks();
        ByteBuffer paged = allocate(blocks, PoolType.PAGED, 1);
        ByteBuffer other = allocate(blocks, PoolType.NON_PAGED, 1);

        assertThat(paged.isDirect()).isFalse();
        blocks.free(paged);
        assertThat(other.get(0)).isZero();
        blocks.free(other);
        assertThatIllegalStateException().isThrownBy(() -> other.get(0));
    }

    @Test
    void whatASystemCallUsesIsGoneWhenItIsDone() throws Exception {
        Pipe pipe = Pipe.open();
        ByteBuffer piece = memory.io(1 << 20); // more than a pipe takes, so that the writer waits in the call
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Integer> writer = new FutureTask<>(() -> {
            started.countDown();
            return pipe.sink().write(piece.duplicate());
        });
        new Thread(writer, "writer").start();
        started.await();
        pipe.source().read(ByteBuffer.allocate(1)); // now it has begun

        memory.close();

        drain(pipe, (1 << 20) - 1);
        assertThat(writer.get()).isEqualTo(1 << 20);
        memory.free(piece);
        assertThatIllegalStateException().isThrownBy(() -> piece.get(0));
    }

    private static void drain(Pipe pipe, int bytes) throws IOException {
        ByteBuffer sink = ByteBuffer.allocate(bytes);
        while (sink.hasRemaining()) {
            pipe.source().read(sink);
        }
    }

    private static ByteBuffer allocate(BlockAllocator blocks, PoolType poolType, int alignment) {
        return blocks.allocate(poolType, 4096, alignment, PoolTag.DEFAULT);
    }
}
