package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.block.BlockMaker;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following blocks, and looking for them behind a gap. */
class BlockChainTest {

    private static final long SIZE = 64 << 10;
    private static final int SECTOR = BlockMaker.SECTOR;

    private final HeapStorage storage = new HeapStorage();
    private final ContainerTable table = new ContainerTable(LogMemory.JVM);
    private final Checksum checksum = Checksum.of(BlockMaker.IDENTITY);

    @BeforeEach
    void makeContainers() throws IOException {
        List<ContainerFile> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            files.add(ContainerFile.create(storage, "c" + i, i, SIZE));
        }
        table.add(files, SIZE);
        for (int i = 0; i < 3; i++) {
            table.assignNext(0);
        }
    }

    private int write(long place, int payload, long epoch, int previous, long durable) throws IOException {
        ByteBuffer block = BlockMaker.block(BlockMaker.IDENTITY, place, 1, payload, epoch, previous, durable);
        table.find(Place.container(place)).write(block, Place.offset(place));
        return BlockFormat.checksum(block, 0);
    }

    private BlockChain chain() {
        return new BlockChain(table, BlockWindow.growing(table, checksum, SECTOR));
    }

    private static Step next(BlockChain chain) throws IOException {
        return chain.next(Place.NONE);
    }

    @Test
    void blocksAreFollowedToTheEnd() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        int second = write(512, 1000, 1, first, 0);
        BlockChain chain = chain();
        chain.start(0);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.blockPlace()).isZero();
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.lastChecksum()).isEqualTo(second);
        assertThat(chain.place()).isEqualTo(512 + 1536);
        assertThat(next(chain)).isEqualTo(Step.ABSENT);
        assertThat(chain.place()).as("stays where it is").isEqualTo(512 + 1536);
        assertThat(chain.lastChecksum()).isEqualTo(second);
        assertThat(chain.reason()).isNotEmpty();
    }

    @Test
    void chainGoesOnInTheNextContainerWhenTheRestOfThisOneIsLeft() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        int second = write(Place.of(1, 0), 100, 1, first, 0);
        write(Place.of(1, 512), 100, 1, second, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.blockPlace()).isEqualTo(Place.of(1, 0));
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(next(chain)).isEqualTo(Step.ABSENT);
    }

    @Test
    void chainGoesOnInTheNextContainerWhenThisOneIsFull() throws IOException {
        int first = write(SIZE - 512, 100, 1, 0, 0);
        write(Place.of(1, 0), 100, 1, first, 0);
        BlockChain chain = chain();
        chain.start(SIZE - 512);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.place()).isEqualTo(SIZE);
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.place()).isEqualTo(Place.of(1, 512));
    }

    @Test
    void firstBlockOfTheNextContainerThatContinuesAnotherBlockIsNotTheNext() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        write(Place.of(1, 0), 100, 1, first + 1, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.ABSENT);
        assertThat(chain.place()).isEqualTo(512);
    }

    @Test
    void ghostOfAnEarlierEndDoesNotContinueTheLog() throws IOException {
        int first = write(0, 100, 2, 0, 0);
        write(512, 100, 1, first + 1, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.STALE);
        assertThat(chain.place()).isEqualTo(512);
    }

    @Test
    void blockOfAnEarlierOpeningDoesNotContinueALaterOne() throws IOException {
        int first = write(0, 100, 2, 0, 0);
        write(512, 100, 1, first, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.STALE);
    }

    @Test
    void blockOfAnEarlierOpeningDoesNotContinueTheLogWhereALaterOneEndedIt() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        int second = write(512, 100, 1, first, 0);
        write(1024, 100, 2, second, 0);
        BlockChain chain = chain();
        chain.cut(512, 2);
        chain.start(0);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(next(chain)).isEqualTo(Step.STALE);
        chain.cut(1024, 2);
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(next(chain)).as("of the later opening").isEqualTo(Step.BLOCK);
    }

    @Test
    void ghostIsPassedOverWhenTheLogGoesOnInTheNextContainer() throws IOException {
        int first = write(0, 100, 2, 0, 0);
        write(512, 100, 1, first + 1, 0);
        write(Place.of(1, 0), 100, 2, first, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.blockPlace()).isEqualTo(Place.of(1, 0));
    }

    @Test
    void firstBlockOfTheLogContinuesNone() throws IOException {
        write(0, 100, 1, 5, 0);
        BlockChain chain = chain();
        chain.start(0);

        assertThat(next(chain)).isEqualTo(Step.STALE);
    }

    @Test
    void anyValidBlockContinuesAChainWhosePredecessorIsNotKnown() throws IOException {
        int sum = write(Place.of(1, 0), 100, 1, 77, 0);
        BlockChain chain = chain();
        chain.start(Place.of(1, 0));
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        chain.lose(Place.of(1, 0));
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        chain.resume(Place.of(1, 0), 77);
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        chain.resume(Place.of(1, 0), 78);
        assertThat(next(chain)).isEqualTo(Step.STALE);
        assertThat(sum).isNotZero();
    }

    @Test
    void brokenBlockIsToldApartFromNone() throws IOException {
        write(0, 100, 1, 0, 0);
        storage.bytes("c0")[8192 + 100] ^= 1;
        BlockChain chain = chain();
        chain.start(0);

        assertThat(next(chain)).isEqualTo(Step.BROKEN);
        assertThat(chain.reason()).contains("checksum");
    }

    @Test
    void blockThatIsLargerThanTheMemoryIsTooLargeAndAGrowingWindowTakesIt() throws IOException {
        int payload = 40 << 10;
        write(0, payload, 1, 0, 0);
        BlockChain small = new BlockChain(
                table, new BlockWindow(table, ByteBuffer.allocate(4096), checksum, SECTOR));
        small.start(0);
        assertThat(next(small)).isEqualTo(Step.TOO_LARGE);
        BlockChain chain = chain();
        chain.start(0);
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
    }

    @Test
    void blockOfTheNextContainerThatIsLargerThanTheMemoryIsTooLargeAndNotMissing() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        write(Place.of(1, 0), 40 << 10, 1, first, 0);
        BlockChain small = new BlockChain(
                table, new BlockWindow(table, ByteBuffer.allocate(4096), checksum, SECTOR));
        small.start(0);
        assertThat(next(small)).isEqualTo(Step.BLOCK);

        assertThat(next(small)).isEqualTo(Step.TOO_LARGE);
        assertThat(small.blockPlace()).isEqualTo(Place.of(1, 0));
    }

    @Test
    void damagedFirstBlockOfTheNextContainerIsToBlameAndNotTheUnusedRestBeforeIt() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        write(Place.of(1, 0), 100, 1, first, 0);
        for (int at : new int[] {0, 8, 60, 70}) { // magic number, place, header, record
            ByteBuffer one = ByteBuffer.allocate(1);
            table.find(1).read(one, at);
            table.find(1).write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
            BlockChain chain = chain();
            chain.start(0);
            next(chain);
            assertThat(next(chain)).isIn(Step.ABSENT, Step.BROKEN);

            Damage damage = chain.damage(Place.of(1, 512));
            assertThat(damage.from()).as("byte %d", at).isEqualTo(Lsn.of(Place.of(1, 0)));
            assertThat(damage.file()).isEqualTo("c1");
            assertThat(damage.offset()).isEqualTo(ContainerFile.filePosition(0));
            assertThat(damage.reason()).isNotEmpty();
            table.find(1).write(one.flip(), at);
        }
    }

    @Test
    void missingBlockIsToBlameWhenTheLogGoesOnBehindItInTheSameContainer() throws IOException {
        write(0, 100, 1, 0, 0);
        write(1024, 100, 1, 77, 0);
        write(Place.of(1, 0), 100, 1, 78, 0);
        table.find(1).write(ByteBuffer.wrap(new byte[] {1}), 70);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);
        assertThat(next(chain)).isEqualTo(Step.BROKEN);

        assertThat(chain.damage(1024).from()).isEqualTo(Lsn.of(512));
    }

    @Test
    void missingLastBlockOfAContainerIsToBlameWhenTheNextContainerIsWhole() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        write(Place.of(1, 0), 100, 1, first + 1, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);
        assertThat(next(chain)).isEqualTo(Step.ABSENT);

        assertThat(chain.damage(Place.of(1, 0)).from()).isEqualTo(Lsn.of(512));
    }

    @Test
    void chainGoesOnInTheNextContainerWhenATornBlockWasLeftInTheRestOfThisOne() throws IOException {
        int first = write(0, 100, 2, 0, 0);
        write(512, 100, 1, first, 0);
        table.find(0).write(ByteBuffer.wrap(new byte[] {1}), 512 + 70);
        write(Place.of(1, 0), 100, 2, first, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(chain.blockPlace()).isEqualTo(Place.of(1, 0));
    }

    @Test
    void blockOfAnEarlierOpeningBehindALostOneMayNotFollow() throws IOException {
        write(0, 100, 7, 0, 0);
        write(1024, 100, 6, 5, 0);
        BlockChain chain = chain();
        chain.start(0);
        next(chain);
        chain.lose(1024);

        assertThat(next(chain)).isEqualTo(Step.STALE);
    }

    @Test
    void windowOfAFewBlocksFollowsManyOfThem() throws IOException {
        int previous = 0;
        for (int i = 0; i < SIZE / 512; i++) {
            previous = write(512L * i, 100, 1, previous, 0);
        }
        BlockChain chain = new BlockChain(
                table, new BlockWindow(table, ByteBuffer.allocate(1536 + 100), checksum, SECTOR));
        chain.start(0);
        for (int i = 0; i < SIZE / 512; i++) {
            assertThat(next(chain)).as("block %d: %s", i, chain.reason()).isEqualTo(Step.BLOCK);
            assertThat(chain.blockPlace()).isEqualTo(512L * i);
        }
        assertThat(next(chain)).isEqualTo(Step.ABSENT);
    }

    @Test
    void blockThatWasWrittenAfterItsPlaceWasReadAheadIsFound() throws IOException {
        int first = write(0, 100, 1, 0, 0);
        BlockChain chain = chain();
        chain.start(0);
        assertThat(next(chain)).isEqualTo(Step.BLOCK);
        assertThat(next(chain)).isEqualTo(Step.ABSENT);

        write(512, 100, 1, first, 0);

        assertThat(next(chain)).isEqualTo(Step.BLOCK);
    }

    private Optional<Found> find(long behind, long distance) throws IOException {
        return new BlockSearch(table, checksum, SECTOR).find(behind, distance, found -> true);
    }

    @Test
    void searchFindsTheFirstBlockBehindAPlaceAndNotTheOneThere() throws IOException {
        write(0, 100, 1, 0, 0);
        write(2048, 100, 4, 0, 1024);
        write(4096, 100, 5, 0, 2048);

        assertThat(find(0, 8192)).contains(new Found(2048, 1024, 4));
        assertThat(find(2048, 8192)).contains(new Found(4096, 2048, 5));
        assertThat(find(4096, 8192)).isEmpty();
    }

    @Test
    void searchFindsNothingOutsideItsWindow() throws IOException {
        write(4096, 100, 1, 0, 0);

        assertThat(find(0, 4096 - 512)).isEmpty();
        assertThat(find(0, 4096)).isPresent();
    }

    @Test
    void searchWindowReachesIntoTheNextContainers() throws IOException {
        write(Place.of(2, 512), 100, 1, 0, 0);

        assertThat(find(SIZE - 1024, 512 + SIZE + 512)).isEmpty();
        assertThat(find(SIZE - 1024, 512 + SIZE + 1024)).isPresent();
        assertThat(find(SIZE - 512, SIZE + 1024)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {BlockSearch.UNFORCED_WINDOW, BlockSearch.EVERYWHERE, Long.MAX_VALUE / 2})
    void hugeDistancesSearchEverything(long distance) throws IOException {
        assertThat(find(0, distance)).isEmpty();
        write(Place.of(2, SIZE - 512), 100, 1, 0, 0);

        assertThat(find(0, distance).map(Found::place)).contains(Place.of(2, SIZE - 512));
        assertThat(find(Place.of(1, 4096), distance).map(Found::place)).contains(Place.of(2, SIZE - 512));
        assertThat(find(SIZE, distance).map(Found::place)).contains(Place.of(2, SIZE - 512));
    }

    @Test
    void searchPassesOverBrokenForeignAndMisplacedBlocks() throws IOException {
        write(1024, 100, 1, 0, 0);
        storage.bytes("c0")[8192 + 1024 + 200] ^= 1;
        table.find(0).write(BlockMaker.block(new UUID(1, 2), 2048, 1, 9, 1, 0, 0), 2048);
        table.find(0).write(BlockMaker.block(BlockMaker.IDENTITY, 9216, 1, 9, 1, 0, 0), 3072);
        write(4096, 100, 1, 0, 0);

        assertThat(find(0, SIZE).map(Found::place)).contains(4096L);
    }

    @Test
    void searchEndsWhereNoContainerFollows() throws IOException {
        assertThat(find(Place.of(2, SIZE - 512), BlockSearch.EVERYWHERE)).isEmpty();
        assertThat(find(Place.of(9, 0), BlockSearch.EVERYWHERE)).isEmpty();
    }
}
