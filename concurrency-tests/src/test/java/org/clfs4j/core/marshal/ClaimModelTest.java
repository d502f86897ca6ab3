package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.BlockFormat;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Claims of a block and its closing are linearizable: they do what they would do one after the other, in some order. */
class ClaimModelTest {

    /** The block has room for a few claims only, so that they meet its end. */
    private static final int ROOM = 64;

    private static final int UNIT = 8;

    /** What a claim came to: its record number and offset, or one of the two ways in which it does not hold. */
    private static final int CLOSES = -1;

    private static final int HOLDS_NOT = -2;

    private static int told(int number, int offset) {
        return number * 1000 + offset;
    }

    /** The block itself. */
    public static class Block {

        private final WriteBlock block = new WriteBlock(null, ByteBuffer.allocate(512), 512);

        public Block() {
            block.open(0, BlockFormat.HEADER_LENGTH + ROOM, 0);
        }

        @Operation
        public int claim(@Param(gen = IntGen.class, conf = "1:3") int units) {
            long word = block.claim(units * UNIT);
            if (WriteBlock.holds(word, units * UNIT)) {
                return told(WriteBlock.count(word), block.offset(word));
            }
            return WriteBlock.closes(word) ? CLOSES : HOLDS_NOT;
        }

        @Operation
        public boolean close() {
            return block.close();
        }
    }

    /** What a block is for one thread. */
    public static class SequentialBlock {

        private int count;
        private int used = BlockFormat.HEADER_LENGTH;
        private boolean closed;

        public int claim(int units) {
            if (closed) {
                return HOLDS_NOT;
            }
            if (used + units * UNIT > BlockFormat.HEADER_LENGTH + ROOM) {
                closed = true;
                return CLOSES;
            }
            int result = told(count, used);
            count++;
            used += units * UNIT;
            return result;
        }

        public boolean close() {
            boolean wasOpen = !closed;
            closed = true;
            return wasOpen;
        }
    }

    /** A block whose claims read first and write then. */
    public static class ForgetfulBlock extends SequentialBlock {

        private volatile int count;
        private volatile int used = BlockFormat.HEADER_LENGTH;
        private volatile boolean closed;

        @Override
        @Operation
        public int claim(@Param(gen = IntGen.class, conf = "1:3") int units) {
            if (closed) {
                return HOLDS_NOT;
            }
            int offset = used;
            if (offset + units * UNIT > BlockFormat.HEADER_LENGTH + ROOM) {
                closed = true;
                return CLOSES;
            }
            used = offset + units * UNIT;
            int number = count;
            count = number + 1;
            return told(number, offset);
        }

        @Override
        @Operation
        public boolean close() {
            boolean wasOpen = !closed;
            closed = true;
            return wasOpen;
        }
    }

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(12)
                .invocationsPerIteration(Interleavings.COUNT)
                .sequentialSpecification(SequentialBlock.class);
    }

    @Test
    void claimsAndClosingAreLinearizable() {
        modelChecking().check(Block.class);
    }

    @Test
    void claimsAndClosingAreLinearizableOnThisMachine() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(5)
                .invocationsPerIteration(Interleavings.COUNT)
                .sequentialSpecification(SequentialBlock.class)
                .check(Block.class);
    }

    /** A check that finds nothing may be blind. */
    @Test
    void claimThatReadsAndThenWritesIsFound() {
        assertThatThrownBy(() -> modelChecking().check(ForgetfulBlock.class)).isInstanceOf(AssertionError.class);
    }
}
