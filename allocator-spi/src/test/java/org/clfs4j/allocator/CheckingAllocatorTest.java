package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckingAllocatorTest {

    private static final int BLOCK = 4096;
    private static final PoolTag TAG = new PoolTag("Test");

    private final Scripted allocator = new Scripted();
    private final CheckingAllocator checking = CheckingAllocator.of(allocator);

    @ParameterizedTest
    @EnumSource
    void whoKeepsTheContractNoticesNothing(PoolType poolType) {
        List<ByteBuffer> blocks = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                blocks.add(checking.allocate(poolType, BLOCK, poolType.alignment(), TAG));
            }
            for (ByteBuffer block : blocks) {
                assertThat(block.capacity()).isEqualTo(BLOCK);
                block.clear().put(new byte[BLOCK]).limit(7).position(3);
                checking.free(block);
            }
            blocks.clear();
        }
        checking.close();
        assertThat(checking.violations()).isEmpty();
        assertThat(allocator.handedOut).isEqualTo(60);
        assertThat(allocator.takenBack).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 512, 4096, 65536})
    void blocksLieAtTheAlignment(int alignment) {
        ByteBuffer block = checking.allocate(PoolType.NON_PAGED, BLOCK, alignment, TAG);
        assertThat(block.alignmentOffset(0, alignment)).isZero();
        checking.free(block);
        checking.close();
    }

    @Test
    void aBlockBeginsWithNothingOfUse() {
        ByteBuffer block = allocate();
        for (int i = 0; i < BLOCK; i++) {
            assertThat(block.get(i)).isEqualTo((byte) 0xCD);
        }
    }

    @Test
    void whatWasFreedIsWorthless() {
        ByteBuffer block = allocate();
        checking.free(block);
        for (int i = 0; i < BLOCK; i++) {
            assertThat(block.get(i)).isEqualTo((byte) 0xDD);
        }
    }

    @Test
    void aRefusalIsPassedOn() {
        allocator.spoil = block -> null;
        assertThat(allocate()).isNull();
        checking.close();
    }

    @Test
    void aBlockThatIsTooSmallIsFoundAndGoesBack() {
        allocator.spoil = block -> block.slice(0, 100);
        isFound(this::allocate, "The allocator returned a block of 100 bytes when asked for 5120 (Test, NON_PAGED)");
        assertThat(allocator.takenBack).isEqualTo(1);
    }

    @Test
    void aReadOnlyBlockIsFound() {
        allocator.spoil = ByteBuffer::asReadOnlyBuffer;
        isFound(this::allocate, "The allocator returned a read-only block (Test, NON_PAGED)");
    }

    @Test
    void aBlockThatIsNotAlignedIsFound() {
        allocator.spoil = block -> ByteBuffer.allocateDirect(3 * BLOCK + 8).slice(8, 3 * BLOCK);
        isFound(
                () -> checking.allocate(PoolType.NON_PAGED, BLOCK, 4096, TAG),
                "The allocator returned a block that is not aligned to 4096 bytes (Test, NON_PAGED)");
        allocator.spoil = block -> ByteBuffer.allocate(block.capacity());
        isFound(
                () -> checking.allocate(PoolType.PAGED, BLOCK, 16, TAG),
                "The allocator returned a block that is not aligned to 16 bytes (Test, PAGED)");
    }

    @Test
    void memoryThatIsHandedOutTwiceIsFound() {
        allocate();
        allocator.spoil = block -> allocator.last.duplicate();
        isFound(
                this::allocate,
                "A block of 4096 bytes (Test, NON_PAGED) was handed out a second time before it was freed");
        assertThat(allocator.takenBack).isZero();
    }

    @Test
    void aWriteBehindABlockIsFound() {
        ByteBuffer block = allocate();
        allocator.last.put(512 + BLOCK + 6, (byte) 1);
        isFound(
                () -> checking.free(block),
                "A block of 4096 bytes (Test, NON_PAGED) was written beyond, 7 bytes behind it");
    }

    @Test
    void aWriteBeforeABlockIsFound() {
        ByteBuffer block = allocate();
        allocator.last.put(509, (byte) 1);
        isFound(
                () -> checking.free(block),
                "A block of 4096 bytes (Test, NON_PAGED) was written beyond, 3 bytes before it");
    }

    @Test
    void aBlockThatIsFreedTwiceIsFound() {
        ByteBuffer block = allocate();
        checking.free(block);
        isFound(() -> checking.free(block), "A block of 4096 bytes (Test, NON_PAGED) was freed twice");
    }

    @Test
    void aBlockOfSomebodyElseIsFound() {
        ByteBuffer block = allocate();
        isFound(
                () -> checking.free(block.duplicate()),
                "A block was freed that is not handed out: java.nio.DirectByteBuffer[pos=0 lim=4096 cap=4096]");
        assertThat(allocator.takenBack).isZero();
    }

    @Test
    void aWriteToAFreedBlockIsFoundWhenTheBlockGoesBack() {
        ByteBuffer written = allocate();
        checking.free(written);
        written.put(17, (byte) 1);
        for (int i = 0; i < 15; i++) {
            checking.free(allocate());
        }
        ByteBuffer sixteenth = allocate();
        isFound(
                () -> checking.free(sixteenth),
                "A block of 4096 bytes (Test, NON_PAGED) was written after it had been freed, at byte 17");
        assertThat(allocator.takenBack).isEqualTo(1);
    }

    @Test
    void aWriteToAFreedBlockIsFoundAtTheEndAtTheLatest() {
        ByteBuffer written = allocate();
        checking.free(written);
        written.put(0, (byte) 1);
        assertThatThrownBy(checking::close)
                .isInstanceOf(BlockViolationException.class)
                .hasMessage("A block of 4096 bytes (Test, NON_PAGED) was written after it had been freed, at byte 0");
        assertThat(allocator.takenBack).isEqualTo(1);
    }

    @Test
    void blocksThatWereNeverFreedAreFoundAtTheEnd() {
        allocate();
        checking.allocate(PoolType.PAGED, 512, 8, new PoolTag("Leak"));
        assertThatThrownBy(checking::close)
                .isInstanceOf(BlockViolationException.class)
                .hasMessage("A block of 4096 bytes (Test, NON_PAGED) was never freed")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("A block of 512 bytes (Leak, PAGED) was never freed"))
                .cause()
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("allocate")
                                && frame.getClassName().equals(CheckingAllocatorTest.class.getName())));
    }

    @Test
    void whatNobodyPassedOnIsSaidAtTheEnd() {
        ByteBuffer block = allocate();
        checking.free(block);
        assertThatThrownBy(() -> checking.free(block)).isInstanceOf(BlockViolationException.class);
        assertThatThrownBy(checking::close)
                .isInstanceOf(BlockViolationException.class)
                .hasMessageEndingWith("was freed twice");
        assertThat(allocator.takenBack).isEqualTo(1);
    }

    @Test
    void nothingCanBeChecked() {
        assertThatThrownBy(() -> CheckingAllocator.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("allocator");
    }

    private ByteBuffer allocate() {
        return checking.allocate(PoolType.NON_PAGED, BLOCK, 1, TAG);
    }

    private void isFound(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(BlockViolationException.class).hasMessage(sentence);
        assertThat(checking.violations()).last().isEqualTo(sentence);
    }

    /** Hands out used memory again, or something else than it should. */
    private static final class Scripted implements BlockAllocator {
        private final Deque<ByteBuffer> used = new ArrayDeque<>();
        private UnaryOperator<ByteBuffer> spoil = UnaryOperator.identity();
        private ByteBuffer last;
        private int handedOut;
        private int takenBack;

        @Override
        public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            ByteBuffer block = used.isEmpty()
                    ? BlockAllocator.standard().allocate(poolType, byteCount, alignment, tag)
                    : used.removeLast();
            ByteBuffer spoilt = spoil.apply(block);
            last = spoilt;
            handedOut++;
            return spoilt;
        }

        @Override
        public void free(ByteBuffer block) {
            used.addLast(block);
            takenBack++;
        }
    }
}
