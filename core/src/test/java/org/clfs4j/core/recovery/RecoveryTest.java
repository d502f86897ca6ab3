package org.clfs4j.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.HeapStorage.Operation;
import org.clfs4j.core.LogFixture;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real logs are cut off or damaged, and opened again. */
class RecoveryTest {

    private static final int SECTOR = LogFixture.SECTOR;

    private final HeapStorage storage = new HeapStorage();

    /** Writes records, each a group, and then some in one group; returns the files as a crash then leaves them. */
    private HeapStorage crash(int groups, int inLastGroup) throws LogException {
        try (Writing log = new Writing(storage)) {
            for (int i = 0; i < groups; i++) {
                log.flushed("record " + i);
            }
            for (int i = 0; i < inLastGroup; i++) {
                log.queued("record " + (groups + i));
            }
            log.area().flush();
            return storage.copy();
        }
    }

    private static List<String> records(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add("record " + i);
        }
        return records;
    }

    private static RecoveryReport report(HeapStorage storage) throws LogException {
        try (LogFile log = LogFixture.openForReading(storage)) {
            return log.recovery();
        }
    }

    private static byte[] container(HeapStorage storage) {
        return storage.bytes(LogFixture.firstContainer(storage));
    }

    private static void flip(HeapStorage storage, int block) {
        container(storage)[LogFixture.position(block) + 80] ^= 4;
    }

    private static void erase(HeapStorage storage, int block) {
        int at = LogFixture.position(block);
        Arrays.fill(container(storage), at, at + SECTOR, (byte) 0);
    }

    private static void assertRefusedForWritingAndUnchanged(HeapStorage storage) {
        HeapStorage before = storage.copy();
        assertThatThrownBy(() -> new Writing(storage)).isInstanceOf(LogException.class);
        for (String name : before.list()) {
            if (!name.endsWith(".lock")) {
                assertThat(Arrays.equals(storage.bytes(name), before.bytes(name))).as(name).isTrue();
            }
        }
    }

    @Test
    void logThatWasClosedInOrderEndsWhereItWasClosed() throws LogException {
        crash(5, 1);

        RecoveryReport report = report(storage);

        assertThat(report.outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(report.endLsn()).isEqualTo(Lsn.of(6 * SECTOR));
        assertThat(LogFixture.read(storage)).isEqualTo(records(6));
    }

    @Test
    void logThatWasCutOffBehindAFlushEndsThere() throws LogException {
        HeapStorage crashed = crash(5, 1);

        RecoveryReport report = report(crashed);

        assertThat(report.outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(report.endLsn()).isEqualTo(Lsn.of(6 * SECTOR));
        assertThat(report.damage()).isEmpty();
        assertThat(report.torn()).isEmpty();
        assertThat(LogFixture.read(crashed)).isEqualTo(records(6));
    }

    @Test
    void brokenBlockOfTheLastGroupIsATornTail() throws LogException {
        HeapStorage crashed = crash(5, 3);
        flip(crashed, 6);

        RecoveryReport report = report(crashed);

        assertThat(report.outcome()).isEqualTo(Outcome.TORN_TAIL);
        assertThat(report.endLsn()).isEqualTo(Lsn.of(6 * SECTOR));
        assertThat(report.torn()).get().satisfies(torn -> {
            assertThat(torn.offset()).isEqualTo(LogFixture.position(6));
            assertThat(torn.file()).isEqualTo(LogFixture.firstContainer(crashed));
            assertThat(torn.reason()).contains("checksum");
        });
        assertThat(LogFixture.read(crashed)).isEqualTo(records(6));
    }

    @Test
    void blockOfTheLastGroupThatIsMissingBeforeALaterOneIsATornTail() throws LogException {
        HeapStorage crashed = crash(5, 3);
        erase(crashed, 5);

        RecoveryReport report = report(crashed);

        assertThat(report.outcome()).isEqualTo(Outcome.TORN_TAIL);
        assertThat(report.endLsn()).isEqualTo(Lsn.of(5 * SECTOR));
        assertThat(LogFixture.read(crashed)).isEqualTo(records(5));
    }

    @Test
    void blockThatARecoveryFoundTornDoesNotComeBackWhenItIsWholeLater() throws LogException {
        HeapStorage crashed = crash(5, 1);
        flip(crashed, 5);
        try (Writing log = new Writing(crashed)) {
            assertThat(log.log().recovery().outcome()).isEqualTo(Outcome.TORN_TAIL);
            HeapStorage again = crashed.copy();
            flip(again, 5); // another power cut took away what had spoilt the block

            assertThat(report(again).endLsn()).isEqualTo(Lsn.of(5 * SECTOR));
            assertThat(LogFixture.read(again)).isEqualTo(records(5));
            log.flushed("after");
        }
        assertThat(LogFixture.read(crashed)).hasSize(6).endsWith("after");
    }

    @Test
    void lastBlocksOfTheLastGroupThatAreMissingAreNoDamage() throws LogException {
        HeapStorage crashed = crash(5, 3);
        erase(crashed, 6);
        erase(crashed, 7);

        assertThat(report(crashed).outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(LogFixture.read(crashed)).isEqualTo(records(6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blockThatALaterGroupCallsDurableIsLostAndNotTorn(boolean missing) throws LogException {
        for (int block = 0; block < 5; block++) {
            HeapStorage crashed = new RecoveryTest().crash(5, 1);
            if (missing) {
                erase(crashed, block);
            } else {
                flip(crashed, block);
            }
            RecoveryReport report = report(crashed);
            assertThat(report.outcome()).as("block %d", block).isEqualTo(Outcome.DATA_LOSS);
            assertThat(report.endLsn()).isEqualTo(Lsn.of(6 * SECTOR));
            assertThat(report.damage()).hasSize(1);
            assertThat(report.damage().get(0).from()).isEqualTo(Lsn.of((long) block * SECTOR));
            assertThat(report.damage().get(0).offset()).isEqualTo(LogFixture.position(block));
            assertRefusedForWritingAndUnchanged(crashed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lastBlockBelowTheDurableBoundOfTheMetadataIsLost(boolean missing) throws LogException {
        crash(5, 1);
        HeapStorage closed = storage.copy();
        if (missing) {
            erase(closed, 5);
        } else {
            flip(closed, 5);
        }
        RecoveryReport report = report(closed);

        assertThat(report.outcome()).isEqualTo(Outcome.DATA_LOSS);
        assertThat(report.damage()).hasSize(1);
        assertThat(report.damage().get(0).from()).isEqualTo(Lsn.of(5L * SECTOR));
        assertRefusedForWritingAndUnchanged(closed);
        assertThat(LogFixture.read(closed)).isEqualTo(records(5));
    }

    @Test
    void readerReadsRoundALostBlock() throws LogException {
        HeapStorage crashed = crash(5, 1);
        flip(crashed, 2);
        List<String> expected = records(6);
        expected.remove(2);

        assertThat(LogFixture.read(crashed)).isEqualTo(expected);
    }

    @Test
    void ghostBehindATornTailNeverComesBack() throws LogException {
        HeapStorage crashed = crash(5, 3);
        erase(crashed, 5);
        HeapStorage again;
        try (Writing log = new Writing(crashed)) {
            assertThat(log.flushed("new").value()).isEqualTo(5L * SECTOR);
            again = crashed.copy();
        }
        assertThat(report(again).outcome()).isEqualTo(Outcome.END_OF_LOG);
        List<String> expected = records(5);
        expected.add("new");
        assertThat(LogFixture.read(again)).isEqualTo(expected);
        assertThat(LogFixture.read(crashed)).isEqualTo(expected);
    }

    @Test
    void unforcedTailIsWrittenAgainBlockByBlockAndForced() throws LogException {
        HeapStorage crashed = crash(5, 3);
        String container = LogFixture.firstContainer(crashed);
        byte[] before = crashed.bytes(container).clone();
        crashed.takeOperations();

        new Writing(crashed).close();

        List<Operation> operations = crashed.takeOperations().stream()
                .filter(operation -> operation.file().equals(container))
                .toList();
        assertThat(operations.stream().filter(operation -> !operation.isForce()))
                .containsExactly(
                        new Operation(container, LogFixture.position(5), SECTOR),
                        new Operation(container, LogFixture.position(6), SECTOR),
                        new Operation(container, LogFixture.position(7), SECTOR));
        assertThat(operations.get(operations.size() - 1).isForce()).isTrue();
        assertThat(Arrays.equals(crashed.bytes(container), before)).isTrue();
    }

    @Test
    void logThatWasClosedInOrderIsNotWrittenAgain() throws LogException {
        crash(5, 3);
        storage.takeOperations();

        new Writing(storage).close();

        assertThat(storage.takeOperations()).allMatch(operation -> operation.file().endsWith(".blf"));
    }

    @Test
    void openingForReadingWritesNothing() throws LogException {
        HeapStorage crashed = crash(5, 3);
        crashed.takeOperations();

        assertThat(LogFixture.read(crashed)).hasSize(8);

        assertThat(crashed.takeOperations()).isEmpty();
        assertThat(crashed.openFiles()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void damagedMetadataSlotLosesNothingThatTheBlocksTell(int slot) throws LogException {
        HeapStorage crashed = crash(5, 3);
        crashed.bytes("wal.blf")[slot * MetadataFormat.SLOT_SIZE + 40] ^= 1;
        if (report(crashed).outcome() == Outcome.END_OF_LOG) {
            assertThat(LogFixture.read(crashed)).isEqualTo(records(8));
            assertThat(report(crashed).notes()).isNotEmpty();
        } else {
            throw new AssertionError(report(crashed).toString());
        }
    }

    @Test
    void newestRestartAreaAndItsBaseWinOverTheMetadata() throws LogException {
        HeapStorage crashed;
        Lsn restart;
        Lsn base;
        try (Writing log = new Writing(storage)) {
            log.flushed("old");
            base = log.flushed("base");
            log.area().writeRestartArea(ByteBuffer.wrap(new byte[] {1}), Lsn.INVALID);
            restart = log.area().writeRestartArea(ByteBuffer.wrap(new byte[] {2}), base);
            crashed = storage.copy();
        }
        try (Writing log = new Writing(crashed)) {
            assertThat(log.stream().baseLsn()).isEqualTo(base);
            assertThat(log.stream().restartLsn()).contains(restart);
            assertThat(log.area().readRestartArea().orElseThrow().payload().get(0)).isEqualTo((byte) 2);
        }
    }

    @Test
    void logGoesOnThroughAllContainersAndSeveralLaps() throws LogException {
        HeapStorage crashed = null;
        List<String> tail = new ArrayList<>();
        try (Writing log = new Writing(storage)) {
            for (int i = 0; i < 6000; i++) {
                Lsn lsn = i % 97 == 0 ? log.flushed("lap " + i) : log.queued("lap " + i);
                if (i % 500 == 499) {
                    log.stream().advanceBase(lsn);
                    tail.clear();
                }
                tail.add("lap " + i);
            }
            log.stream().flushMetadata();
            log.area().flush();
            crashed = storage.copy();
        }
        assertThat(report(crashed).outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(report(crashed).endLsn().value() >>> 32).isGreaterThan(3);
        assertThat(LogFixture.read(crashed)).endsWith(tail.toArray(String[]::new));
    }

    @Test
    void randomDamageNeverInventsOrReordersRecords() throws LogException {
        long seed = System.nanoTime();
        System.out.println("RecoveryTest.randomDamage seed " + seed);
        Random random = new Random(seed);
        HeapStorage crashed = crash(5, 3);
        List<String> all = records(8);
        for (int i = 0; i < 200; i++) {
            HeapStorage damaged = crashed.copy();
            for (int j = random.nextInt(3); j >= 0; j--) {
                int at = random.nextInt(8 * SECTOR);
                boolean inLength = at % SECTOR / Integer.BYTES == BlockFormat.LENGTH_OFFSET / Integer.BYTES;
                if (!inLength) { // a block that seems larger than a reader's blocks is another matter
                    container(damaged)[8192 + at] ^= (byte) (1 + random.nextInt(255));
                }
            }
            List<String> read = LogFixture.read(damaged);
            RecoveryReport report = report(damaged);
            assertThat(all).as("seed %d, input %d", seed, i).containsSubsequence(read);
            if (report.outcome() != Outcome.DATA_LOSS) {
                assertThat(read).as("seed %d, input %d: what was acknowledged and not last", seed, i)
                        .isEqualTo(all.subList(0, read.size()))
                        .hasSizeGreaterThanOrEqualTo(5);
            }
        }
    }
}
