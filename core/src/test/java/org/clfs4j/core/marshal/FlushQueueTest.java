package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.core.format.Place;
import org.junit.jupiter.api.Test;

/** Groups are taken in order and are not larger than what recovery searches for. */
class FlushQueueTest {

    private static final int SECTOR = 512;

    private final FlushQueue queue = new FlushQueue(SECTOR);

    /** Makes a closed block of a used length, over little memory. */
    private static WriteBlock block(int number, int used) {
        WriteBlock block = new WriteBlock(null, ByteBuffer.allocate(64), 64);
        block.open(Place.of(number, 0), used, 0);
        block.claim(used - 64);
        block.close();
        assertThat(block.usedLength()).isEqualTo(used);
        return block;
    }

    private List<WriteBlock> take() {
        List<WriteBlock> group = new ArrayList<>();
        queue.takeGroup(group);
        return List.copyOf(group);
    }

    @Test
    void emptyQueueGivesAnEmptyGroup() {
        assertThat(take()).isEmpty();
    }

    @Test
    void blocksAreTakenInOrder() {
        List<WriteBlock> added = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            added.add(block(i, 1000));
            queue.add(added.get(i));
        }
        assertThat(take()).containsExactlyElementsOf(added);
        assertThat(take()).isEmpty();
    }

    @Test
    void queuedBytesAreCountedInWholeSectorsAndFallWithEachGroup() {
        assertThat(queue.add(block(0, 513))).isEqualTo(1024);
        assertThat(queue.add(block(1, 512))).isEqualTo(1536);
        take();
        assertThat(queue.add(block(2, 72))).isEqualTo(512);
    }

    @Test
    void groupEndsBeforeTheLimitIsExceeded() {
        int mebibyte = 1 << 20;
        for (int i = 0; i < 40; i++) {
            queue.add(block(i, mebibyte));
        }
        assertThat(take()).hasSize(16);
        assertThat(take()).hasSize(16);
        assertThat(take()).hasSize(8);
    }

    @Test
    void paddingCountsForTheLimit() {
        int quarter = FlushQueue.MAX_GROUP / 4 - SECTOR + 8; // a quarter with its padding
        for (int i = 0; i < 5; i++) {
            queue.add(block(i, quarter + SECTOR));
        }
        assertThat(take()).as("each one sector more than a quarter").hasSize(3);
    }

    @Test
    void blockThatIsLargerThanTheLimitIsAGroupOfItsOwn() {
        queue.add(block(0, FlushQueue.MAX_GROUP + SECTOR));
        queue.add(block(1, 512));

        assertThat(take()).hasSize(1);
        assertThat(take()).hasSize(1);
    }

    @Test
    void blockOfTheLimitIsTakenAlone() {
        queue.add(block(0, FlushQueue.MAX_GROUP));
        queue.add(block(1, 512));

        assertThat(take()).hasSize(1);
        assertThat(take()).hasSize(1);
    }
}
