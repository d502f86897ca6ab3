package org.clfs4j.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.HeapStorage.Operation;
import org.clfs4j.core.block.BlockMaker;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailRewriteTest {

    private static final long SIZE = 64 << 10;
    private static final int HEADERS = 8192;

    private final HeapStorage storage = new HeapStorage();
    private final ContainerTable table = new ContainerTable(LogMemory.JVM);

    @BeforeEach
    void makeContainers() throws IOException {
        List<ContainerFile> files = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            files.add(ContainerFile.create(storage, "c" + i, i, SIZE));
        }
        table.add(files, SIZE);
        table.assignNext(0);
        table.assignNext(0);
    }

    private int write(long place, long epoch, int previous) throws IOException {
        ByteBuffer block = BlockMaker.block(BlockMaker.IDENTITY, place, 1, 100, epoch, previous, 0);
        table.find(Place.container(place)).write(block, Place.offset(place));
        return BlockFormat.checksum(block, 0);
    }

    private List<Operation> rewrite(long epoch, long knownDurable, long end) throws IOException {
        storage.takeOperations();
        TailRewrite.run(table, Checksum.of(BlockMaker.IDENTITY), BlockMaker.SECTOR, epoch, knownDurable, end);
        return storage.takeOperations();
    }

    @Test
    void whatIsKnownToBeDurableIsLeftAlone() throws IOException {
        write(0, 1, 0);

        assertThat(rewrite(1, 512, 512)).isEmpty();
    }

    @Test
    void everyContainerIsForcedBeforeTheNextOneIsWritten() throws IOException {
        int first = write(0, 1, 0);
        int second = write(512, 1, first);
        write(Place.of(1, 0), 1, second);

        assertThat(rewrite(1, 512, Place.of(1, 512)))
                .containsExactly(
                        new Operation("c0", HEADERS + 512, 512),
                        new Operation("c0", 0, -1),
                        new Operation("c1", HEADERS, 512),
                        new Operation("c1", 0, -1));
    }

    @Test
    void aBlockLeftOverInTheRestOfAContainerIsPassedOver() throws IOException {
        int first = write(0, 2, 0);
        write(512, 1, first + 1);
        write(Place.of(1, 0), 2, first);

        assertThat(rewrite(2, 512, Place.of(1, 512)))
                .containsExactly(new Operation("c1", HEADERS, 512), new Operation("c1", 0, -1));
    }
}
