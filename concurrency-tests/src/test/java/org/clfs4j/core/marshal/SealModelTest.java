package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.marshal.Interleavings.Scenario;
import org.junit.jupiter.api.Test;

/** Who seals a block does so when everything that was claimed is copied, and never waits for ever. */
class SealModelTest {

    private static final int LENGTH = 8;

    /** All threads but the last append a record; the last one closes the block, waits, and looks for each record. */
    private static class AppendAndSeal extends Scenario {

        private final int appenders;
        private final boolean publishesFirst;
        private final WriteBlock block = new WriteBlock(null, ByteBuffer.allocate(512), 512);

        /** Which records are copied; memory of a buffer is not seen by the checker. */
        private final int[] copied = new int[4];

        AppendAndSeal(int appenders, boolean publishesFirst) {
            this.appenders = appenders;
            this.publishesFirst = publishesFirst;
            block.open(0, BlockFormat.HEADER_LENGTH + 4 * LENGTH, 0);
        }

        @Override
        void run(int thread) {
            if (thread < appenders) {
                append();
            } else {
                seal();
            }
        }

        private void append() {
            long word = block.claim(LENGTH);
            if (!WriteBlock.holds(word, LENGTH)) {
                return;
            }
            if (publishesFirst) {
                block.publish(LENGTH);
            }
            copied[WriteBlock.count(word)] = 1;
            if (!publishesFirst) {
                block.publish(LENGTH);
            }
        }

        private void seal() {
            if (!block.close()) {
                throw new IllegalStateException("nobody else closes the block");
            }
            block.awaitComplete();
            for (int record = 0; record < block.recordCount(); record++) {
                if (copied[record] != 1) {
                    throw new IllegalStateException("record " + record + " was sealed before it was copied");
                }
            }
        }
    }

    @Test
    void blockIsSealedWhenTheRecordThatWasClaimedIsCopied() {
        Interleavings.explore(2, () -> new AppendAndSeal(1, false));
    }

    @Test
    void blockIsSealedWhenAllRecordsThatWereClaimedAreCopied() {
        Interleavings.explore(3, () -> new AppendAndSeal(2, false));
    }

    @Test
    void recordThatIsPublishedBeforeItIsCopiedIsFound() {
        assertThatThrownBy(() -> Interleavings.explore(2, () -> new AppendAndSeal(1, true)))
                .isInstanceOf(Throwable.class);
    }
}
