package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever blocks a group has, their bytes come to lie one behind the other, with few calls. */
class GroupWriteTest {

    private static final int HEADER = 8192;
    private static final int SIZE = 4 << 20;
    private static final int SMALL = 512;
    private static final int LARGE = 64 << 10;

    private final HeapStorage storage = new HeapStorage();
    private final GroupWrite group = new GroupWrite(LogMemory.JVM);
    private ContainerFile container;
    private byte[] expected = new byte[HEADER + SIZE];
    private int end;

    @BeforeEach
    void createContainer() throws IOException {
        container = ContainerFile.create(storage, "c", 1, SIZE);
        storage.takeOperations();
    }

    @Test
    void nothingIsWrittenBeforeTheGroupIs() throws IOException {
        add(SMALL, false);
        add(LARGE, false);

        assertThat(storage.takeOperations()).isEmpty();
    }

    @Test
    void smallBlocksAreOneWriteAndLargeOnesAreTheirOwn() throws IOException {
        for (int length : new int[] {SMALL, SMALL, 16 << 10, LARGE, LARGE, SMALL, SMALL}) {
            add(length, false);
        }
        group.writeDurably(container);

        assertThat(writes()).containsExactly(2 * SMALL + (16 << 10), LARGE, LARGE, 2 * SMALL, -1);
        assertBytes();
    }

    @Test
    void theOnlyBlockOfAGroupIsNotCopied() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(SMALL);
        group.add(container, block, 0, true);
        block.put(0, (byte) 7);
        group.writeDurably(container);

        assertThat(storage.bytes("c")[HEADER]).isEqualTo((byte) 7);
    }

    @Test
    void anEmptyGroupIsForcedAllTheSame() throws IOException {
        group.writeDurably(container);

        assertThat(writes()).containsExactly(-1);
    }

    @Test
    void moreSmallBlocksThanCanBeCopiedAreWrittenInBetween() throws IOException {
        int blocks = (256 << 10) / SMALL + 1;
        for (int i = 0; i < blocks; i++) {
            add(SMALL, false);
        }
        group.writeDurably(container);

        assertThat(writes()).containsExactly(256 << 10, SMALL, -1);
        assertBytes();
    }

    @Test
    void whatFailedIsForgotten() throws IOException {
        add(SMALL, false);
        group.clear();
        end = 0;
        Arrays.fill(expected, HEADER, HEADER + SMALL, (byte) 0);
        add(LARGE, false);
        group.writeDurably(container);

        assertThat(writes()).containsExactly(LARGE, -1);
        assertBytes();
    }

    @Test
    void aBlockThatDoesNotFollowIsABug() throws IOException {
        add(SMALL, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> group.add(container, ByteBuffer.allocate(SMALL), 2 * SMALL, false));
    }

    @Test
    void anyGroupsAreWrittenByteForByte() throws IOException {
        long seed = System.nanoTime();
        System.out.println("GroupWriteTest.anyGroups seed " + seed);
        Random random = new Random(seed);
        while (end < SIZE - (2 << 20)) {
            int blocks = 1 + random.nextInt(20);
            for (int i = 0; i < blocks; i++) {
                add(SMALL * (1 + random.nextInt(random.nextBoolean() ? 32 : 140)), blocks == 1);
            }
            if (random.nextBoolean()) {
                group.write(container);
            }
            group.writeDurably(container);
        }
        assertBytes();
    }

    private void add(int length, boolean alone) throws IOException {
        byte[] bytes = new byte[length];
        new Random(end).nextBytes(bytes);
        System.arraycopy(bytes, 0, expected, HEADER + end, length);
        ByteBuffer block = ByteBuffer.allocateDirect(length + 100).put(bytes).flip();
        group.add(container, block, end, alone);
        end += length;
    }

    /** Lengths of writes; -1 is a force. */
    private List<Integer> writes() {
        return storage.takeOperations().stream()
                .map(operation -> operation.isForce() ? -1 : operation.length())
                .toList();
    }

    private void assertBytes() {
        assertThat(Arrays.equals(storage.bytes("c"), expected)).isTrue();
    }
}
