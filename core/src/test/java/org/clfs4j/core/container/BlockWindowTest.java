package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.block.BlockMaker;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockWindowTest {

    private static final int SECTOR = BlockMaker.SECTOR;
    private static final int SMALL = 512;
    private static final int LARGE = 40 << 10;

    private final ContainerTable table = new ContainerTable(LogMemory.JVM);
    private final Checksum checksum = Checksum.of(BlockMaker.IDENTITY);

    @BeforeEach
    void writeASmallBlockAndALargeOne() throws IOException {
        long size = 1 << 20;
        ContainerFile file = ContainerFile.create(new HeapStorage(), "c", 0, size);
        table.add(List.of(file), size);
        table.assignNext(0);
        ByteBuffer small = BlockMaker.block(BlockMaker.IDENTITY, 0, 1, 100, 1, 0, 0);
        assertThat(small.remaining()).isEqualTo(SMALL);
        file.write(small, 0);
        file.write(BlockMaker.block(BlockMaker.IDENTITY, SMALL, 1, LARGE - SMALL, 1, 0, 0), SMALL);
    }

    @Test
    void blocksThatFollowAreReadTogether() throws IOException {
        BlockWindow window = BlockWindow.growing(table, checksum, SECTOR);

        assertThat(window.load(0, Place.NONE)).isEqualTo(Verdict.INTACT);
        long read = window.bytesRead();
        assertThat(window.load(SMALL, Place.NONE)).isEqualTo(Verdict.INTACT);

        assertThat(window.bytesRead()).isEqualTo(read).isGreaterThan(SMALL + LARGE);
    }

    @Test
    void singleBlockIsReadWithLittleBesides() throws IOException {
        BlockWindow window = BlockWindow.forSingleBlocks(table, checksum, SECTOR);

        assertThat(window.load(0, Place.NONE)).isEqualTo(Verdict.INTACT);

        assertThat(window.bytesRead()).isLessThan(LARGE);
    }

    @Test
    void windowForSingleBlocksGrowsWithThem() throws IOException {
        BlockWindow window = BlockWindow.forSingleBlocks(table, checksum, SECTOR);

        assertThat(window.load(SMALL, Place.NONE)).isEqualTo(Verdict.INTACT);

        assertThat(window.length()).isGreaterThanOrEqualTo(LARGE - SMALL);
        assertThat(window.bytesRead()).isLessThan(2 * LARGE);
    }
}
