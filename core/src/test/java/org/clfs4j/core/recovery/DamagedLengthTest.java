package org.clfs4j.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.LogFile;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.core.block.BlockMaker;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.Test;

/** What is said about a block that is damaged or left over is what is so. */
class DamagedLengthTest {

    @Test
    void blockWhoseLengthIsDamagedIsDamageToReadersToo() throws Exception {
        HeapStorage storage = new HeapStorage();
        try (Writing log = new Writing(storage)) {
            for (int i = 0; i < 5; i++) {
                log.flushed("record " + i);
            }
        }
        byte[] container = storage.bytes(LogFixture.firstContainer(storage));

        container[LogFixture.position(2) + BlockFormat.LENGTH_OFFSET + 1] = 0x40; // 16 KiB, more than a reader's blocks
        try (LogFile log = LogFixture.openForReading(storage)) {
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.DATA_LOSS);
        }

        assertThat(LogFixture.read(storage)).isEqualTo(List.of("record 0", "record 1", "record 3", "record 4"));
    }

    @Test
    void ghostBeforeAnEmptyContainerIsSaidToContinueAnotherBlock() throws Exception {
        HeapStorage storage = new HeapStorage();
        ContainerTable table = new ContainerTable(LogMemory.JVM);
        table.add(
                List.of(ContainerFile.create(storage, "a", 0, 65536), ContainerFile.create(storage, "b", 1, 65536)),
                65536);
        // Without a successor the reason is right; with one it is that of the successor's first place.
        for (int containers = 1; containers <= 2; containers++) {
            assign(table);
            ByteBuffer first = BlockMaker.block(BlockMaker.IDENTITY, 0, 1, 9, 2, 0, 0);
            table.find(0).write(first, 0);
            table.find(0).write(BlockMaker.block(BlockMaker.IDENTITY, 512, 1, 9, 1, 99, 0), 512);
            BlockChain chain = new BlockChain(
                    table, BlockWindow.growing(table, Checksum.of(BlockMaker.IDENTITY), BlockMaker.SECTOR));
            chain.start(0);
            assertThat(chain.next(Place.NONE)).isEqualTo(Step.BLOCK);
            assertThat(chain.next(Place.NONE)).isEqualTo(Step.STALE);

            assertThat(chain.reason()).as("with %d containers", containers).contains("continues another one");
        }
    }

    private static void assign(ContainerTable table) {
        assertThat(table.assignNext(0)).isPresent();
    }
}
