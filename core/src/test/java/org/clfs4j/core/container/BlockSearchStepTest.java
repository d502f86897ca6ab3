package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.block.BlockMaker;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search reads stretches; blocks that lie across their ends are found like others. */
class BlockSearchStepTest {

    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {MEBIBYTE - 1024, MEBIBYTE - 512, MEBIBYTE, MEBIBYTE + 512, MEBIBYTE + 1024})
    void blockAcrossTheEndOfAStretchIsFound(int offset) throws IOException {
        HeapStorage storage = new HeapStorage();
        ContainerTable table = new ContainerTable(LogMemory.JVM);
        table.add(List.of(ContainerFile.create(storage, "c", 0, 3 * MEBIBYTE)), 3 * MEBIBYTE);
        table.assignNext(0);
        ByteBuffer block = BlockMaker.block(BlockMaker.IDENTITY, offset, 20, 900, 1, 0, 0);
        table.find(0).write(block, offset);

        BlockSearch search = new BlockSearch(table, Checksum.of(BlockMaker.IDENTITY), BlockMaker.SECTOR);

        assertThat(search.find(0, BlockSearch.UNFORCED_WINDOW, found -> true))
                .get()
                .extracting(BlockSearch.Found::place)
                .isEqualTo((long) offset);
    }
}
