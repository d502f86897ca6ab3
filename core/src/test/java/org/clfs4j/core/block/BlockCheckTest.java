package org.clfs4j.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A block is valid if and only if every condition of docs/format.md holds. */
class BlockCheckTest {

    private static final long PLACE = Place.of(7, 4096);
    private static final long ROOM = 1 << 20;
    private static final int FIRST = BlockFormat.HEADER_LENGTH;

    private final BlockCheck check = new BlockCheck(Checksum.of(BlockMaker.IDENTITY), BlockMaker.SECTOR);

    private static ByteBuffer block(int records, int payload) {
        return BlockMaker.block(BlockMaker.IDENTITY, PLACE, records, payload, 3, 0x77, Place.of(7, 0));
    }

    private Verdict check(ByteBuffer bytes) {
        return check.check(bytes, 0, bytes.capacity(), ROOM, PLACE);
    }

    private void assertForgeryIsBroken(ByteBuffer bytes) {
        BlockMaker.fixChecksum(bytes, bytes.capacity());
        assertThat(check(bytes)).isEqualTo(Verdict.BROKEN);
        assertThat(check.reason()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,4", "1,432", "1,440", "1,441", "3,17", "512,0", "512,5", "512,100"})
    void sealedBlockIsIntact(int records, int payload) {
        ByteBuffer bytes = block(records, payload);

        assertThat(check(bytes)).isEqualTo(Verdict.INTACT);
        assertThat(check.reason()).isEmpty();
        assertThat(BlockFormat.recordCount(bytes, 0)).isEqualTo(records);
        assertThat(BlockFormat.epoch(bytes, 0)).isEqualTo(3);
        assertThat(BlockFormat.previousChecksum(bytes, 0)).isEqualTo(0x77);
        assertThat(BlockFormat.durableUpTo(bytes, 0)).isEqualTo(Place.of(7, 0));
        assertThat(BlockFormat.place(bytes, 0)).isEqualTo(PLACE);
        assertThat(BlockFormat.lsn(bytes, 0)).isEqualTo(PLACE);
        assertThat(BlockFormat.length(bytes, 0)).isEqualTo(bytes.capacity());
    }

    @Test
    void blockIsFoundAtAnyIndex() {
        ByteBuffer block = block(3, 17);
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN).put(1024, block, 0, 512);

        assertThat(check.check(bytes, 1024, 512, ROOM, PLACE)).isEqualTo(Verdict.INTACT);
        assertThat(check.check(bytes, 512, 1024, ROOM, PLACE)).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void everyFlippedBitIsDetected() {
        byte[] whole = block(4, 50).array();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            ByteBuffer changed =
                    ByteBuffer.wrap(HeapStorage.flipped(whole, bit)).order(ByteOrder.LITTLE_ENDIAN);
            Verdict verdict = check(changed);
            int at = bit / 8;
            boolean noSignOfIt = at < BlockFormat.CHECKSUM_OFFSET
                    || at >= BlockFormat.PLACE_OFFSET && at < BlockFormat.DURABLE_UP_TO_OFFSET;
            if (noSignOfIt) {
                assertThat(verdict).as("bit %d", bit).isEqualTo(Verdict.ABSENT);
            } else {
                assertThat(verdict).as("bit %d", bit).isIn(Verdict.BROKEN, Verdict.CUT_OFF);
            }
        }
    }

    @Test
    void everyTornSectorIsDetected() {
        byte[] whole = block(60, 60).array();
        assertThat(whole.length).isGreaterThan(8 * 512);
        for (int sector = 512; sector < whole.length; sector += 512) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, sector, sector + 512, (byte) 0);
            assertThat(check(ByteBuffer.wrap(torn).order(ByteOrder.LITTLE_ENDIAN)))
                    .as("sector at %d", sector)
                    .isEqualTo(Verdict.BROKEN);
        }
    }

    @Test
    void blockOfAnotherPlaceIsNotTheOneThatBelongsHere() {
        ByteBuffer bytes = block(1, 4);

        assertThat(check.check(bytes, 0, 512, ROOM, PLACE + 512)).isEqualTo(Verdict.ABSENT);
        assertThat(check.reason()).contains("another place");
    }

    @Test
    void blockOfAnEarlierLapIsNotTheOneThatBelongsHere() {
        ByteBuffer bytes = block(1, 4);

        assertThat(check.check(bytes, 0, 512, ROOM, PLACE + Place.of(4, 0))).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void blockOfAnotherLogIsBroken() {
        ByteBuffer bytes = BlockMaker.block(new UUID(1, 2), PLACE, 1, 4, 3, 0, 0);

        assertThat(check(bytes)).isEqualTo(Verdict.BROKEN);
        assertThat(check.reason()).contains("checksum");
    }

    @Test
    void blockThatWasNotReadToItsEndIsCutOff() {
        ByteBuffer bytes = block(60, 60);

        assertThat(check.check(bytes, 0, 512, ROOM, PLACE)).isEqualTo(Verdict.CUT_OFF);
        assertThat(check.check(bytes, 0, bytes.capacity() - 512, ROOM, PLACE)).isEqualTo(Verdict.CUT_OFF);
    }

    @Test
    void blockThatReachesBeyondItsContainerIsBroken() {
        ByteBuffer bytes = block(60, 60);

        assertThat(check.check(bytes, 0, bytes.capacity(), bytes.capacity(), PLACE)).isEqualTo(Verdict.INTACT);
        assertThat(check.check(bytes, 0, bytes.capacity(), bytes.capacity() - 512, PLACE)).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void lessThanAHeaderIsNoBlock() {
        assertThat(check.check(block(1, 4), 0, 63, ROOM, PLACE)).isEqualTo(Verdict.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 511, 513, 64, Integer.MIN_VALUE, -512, Integer.MAX_VALUE})
    void lengthsThatAreNoSectorsAreBroken(int length) {
        ByteBuffer bytes = block(1, 4);
        bytes.putInt(BlockFormat.LENGTH_OFFSET, length);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 72, 79, 81, 88, 512, 513, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void usedLengthThatTheRecordsDoNotFillIsBroken(int used) {
        ByteBuffer bytes = block(1, 4);
        bytes.putInt(BlockFormat.USED_LENGTH_OFFSET, used);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(shorts = {0, 1, 3, 513, -1})
    void wrongRecordCountIsBroken(short count) {
        ByteBuffer bytes = block(2, 4);
        bytes.putShort(BlockFormat.RECORD_COUNT_OFFSET, count);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 7, 16, 400})
    void payloadThatLeavesTheBlockIsBroken(int payload) {
        ByteBuffer bytes = block(2, 4);
        bytes.putInt(FIRST + RecordFormat.PAYLOAD_LENGTH_OFFSET, payload);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 3, 5, -1, 127})
    void unknownRecordTypeIsBroken(byte type) {
        ByteBuffer bytes = block(2, 4);
        bytes.put(FIRST + RecordFormat.TYPE_OFFSET, type);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(bytes = {1, 7, 8, 0x10, -1, Byte.MIN_VALUE})
    void linksThatAreNotThereAreBroken(byte flags) {
        ByteBuffer bytes = block(2, 4);
        bytes.put(FIRST + RecordFormat.FLAGS_OFFSET, flags);
        assertForgeryIsBroken(bytes);
    }

    @ParameterizedTest
    @ValueSource(shorts = {1, -1, 512})
    void recordThatIsNotAtItsNumberIsBroken(short number) {
        ByteBuffer bytes = block(2, 4);
        bytes.putShort(FIRST + RecordFormat.NUMBER_OFFSET, number);
        assertForgeryIsBroken(bytes);
    }

    @Test
    void unknownVersionAndHeaderLengthAreBroken() {
        ByteBuffer version = block(2, 4);
        version.putShort(BlockFormat.VERSION_OFFSET, (short) 2);
        assertForgeryIsBroken(version);
        ByteBuffer header = block(2, 4);
        header.putShort(BlockFormat.HEADER_LENGTH_OFFSET, (short) 128);
        assertForgeryIsBroken(header);
    }

    @Test
    void abortedRecordsAndRestartAreasAreRecords() {
        for (int type : new int[] {RecordFormat.TYPE_RESTART, RecordFormat.TYPE_ABORTED}) {
            ByteBuffer bytes = block(2, 4);
            bytes.put(FIRST + RecordFormat.TYPE_OFFSET, (byte) type);
            BlockMaker.fixChecksum(bytes, 512);
            assertThat(check(bytes)).isEqualTo(Verdict.INTACT);
        }
    }

    @Test
    void randomBytesHaveAVerdictAndIntactOnesCanBeWalked() {
        long seed = System.nanoTime();
        System.out.println("BlockCheckTest.randomBytes seed " + seed);
        Random random = new Random(seed);
        byte[] whole = block(9, 30).array();
        int intact = 0;
        for (int i = 0; i < 100_000; i++) {
            ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = random.nextInt(6); j > 0; j--) {
                int at = random.nextBoolean() ? random.nextInt(whole.length) : random.nextInt(80);
                bytes.put(at, random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes.get(at) + 1));
            }
            if (random.nextBoolean()) {
                BlockMaker.fixChecksum(bytes, whole.length);
            }
            try {
                if (check(bytes) == Verdict.INTACT) {
                    intact++;
                    assertThat(walk(bytes)).isEqualTo(BlockFormat.usedLength(bytes, 0));
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
        }
        assertThat(intact).isPositive();
    }

    private static int walk(ByteBuffer bytes) {
        int at = BlockFormat.HEADER_LENGTH;
        for (int i = 0; i < BlockFormat.recordCount(bytes, 0); i++) {
            at += RecordFormat.length(RecordFormat.flags(bytes, at), RecordFormat.payloadLength(bytes, at));
        }
        return at;
    }
}
