package org.clfs4j.core.baselog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.HeapStorage.Operation;
import org.clfs4j.core.baselog.SlotReading.State;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two slots, of which one is always whole. */
class BaseLogFileTest {

    private static final String FILE = "wal.blf";
    private static final int SLOT = MetadataFormat.SLOT_SIZE;

    private final HeapStorage storage = new HeapStorage();

    private static Metadata metadata(long dumpCount) {
        return MetadataCodecTest.metadata(dumpCount, 3);
    }

    /** Writes the metadata 1 to a count, each into the slot that is due, and returns the length of the last. */
    private int write(int count) throws IOException {
        int length = 0;
        try (BaseLogFile file = create(storage)) {
            for (int i = 1; i <= count; i++) {
                length = file.write(metadata(i));
            }
        }
        return length;
    }

    private static BaseLogFile create(HeapStorage storage) throws IOException {
        BaseLogFile.create(storage, "wal");
        return BaseLogFile.openNew(storage, LogMemory.JVM, "wal");
    }

    private BaseLogFile.Reading read() throws IOException {
        try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", false)) {
            return file.read();
        }
    }

    private ByteBuffer bytes() {
        return ByteBuffer.wrap(storage.bytes(FILE)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes the checksum of a slot fit what is in it. */
    private void fixChecksum(int slot) {
        ByteBuffer whole = bytes().slice(slot * SLOT, SLOT).order(ByteOrder.LITTLE_ENDIAN);
        int checksum = MetadataFormat.checksum(whole, whole.getInt(MetadataFormat.LENGTH_OFFSET));
        whole.clear();
        whole.putInt(MetadataFormat.CHECKSUM_OFFSET, checksum);
    }

    @Test
    void slotsAreWrittenInTurnAndForcedEachTime() throws IOException {
        write(4);

        List<Operation> operations = storage.takeOperations();
        assertThat(operations.stream().filter(operation -> !operation.isForce()).map(Operation::position))
                .containsExactly(0L, (long) SLOT, 0L, (long) SLOT);
        for (int i = 0; i < operations.size(); i++) {
            assertThat(operations.get(i).isForce()).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void openedFileOverwritesTheOlderSlot() throws IOException {
        for (int written = 1; written <= 4; written++) {
            HeapStorage fresh = new HeapStorage();
            try (BaseLogFile file = create(fresh)) {
                for (int i = 1; i <= written; i++) {
                    file.write(metadata(i));
                }
            }
            fresh.takeOperations();
            try (BaseLogFile file = BaseLogFile.open(fresh, LogMemory.JVM, "wal", true)) {
                assertThat(file.read().metadata()).isEqualTo(metadata(written));
                file.write(metadata(written + 1));
            }
            assertThat(fresh.takeOperations().get(0).position()).isEqualTo((long) (written % 2) * SLOT);
        }
    }

    @Test
    void newerSlotIsBelieved() throws IOException {
        for (int count : new int[] {2, 3}) {
            HeapStorage fresh = new HeapStorage();
            try (BaseLogFile file = create(fresh)) {
                for (int i = 1; i <= count; i++) {
                    file.write(metadata(i));
                }
                assertThat(file.read().choice()).isEqualTo(SlotChoice.NEWER_OF_BOTH);
                assertThat(file.read().metadata()).isEqualTo(metadata(count));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void tornWriteOfEitherSlotFallsBackToTheOther(int before) throws IOException {
        write(before);
        byte[] old = storage.bytes(FILE).clone();
        int length;
        try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", true)) {
            file.read();
            // Longer than what was there, so that the new one crosses sectors.
            length = file.write(MetadataCodecTest.metadata(before + 1, 300));
        }
        byte[] made = storage.bytes(FILE).clone();
        int slot = (before % 2) * SLOT;
        assertThat(length).isGreaterThan(8 * 512);
        int contents = ByteBuffer.wrap(made).order(ByteOrder.LITTLE_ENDIAN).getInt(slot + MetadataFormat.LENGTH_OFFSET);
        for (int torn = 512; torn < contents; torn += 512) {
            byte[] first = made.clone();
            System.arraycopy(old, slot + torn, first, slot + torn, length - torn);
            storage.put(FILE, first);
            assertThat(read().metadata()).as("torn behind byte %d", torn).isEqualTo(metadata(before));
            byte[] last = old.clone();
            System.arraycopy(made, slot + torn, last, slot + torn, length - torn);
            storage.put(FILE, last);
            assertThat(read().metadata()).as("torn before byte %d", torn).isEqualTo(metadata(before));
        }
        storage.put(FILE, made);
        assertThat(read().metadata().dumpCount()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everyChangedByteOfTheNewerSlotIsDetected(int count) throws IOException {
        write(count);
        int slot = ((count - 1) % 2) * SLOT;
        int length = bytes().getInt(slot + MetadataFormat.LENGTH_OFFSET);
        byte[] file = storage.bytes(FILE);
        for (int at = 0; at < length; at++) {
            for (int change : new int[] {1, 0x80, 0xFF}) {
                file[slot + at] ^= (byte) change;
                BaseLogFile.Reading reading = read();
                assertThat(reading.metadata().dumpCount()).as("byte %d", at).isEqualTo(count - 1);
                assertThat(reading.choice()).isEqualTo(SlotChoice.ONE_DAMAGED);
                assertThat(reading.otherReason()).isNotEmpty();
                file[slot + at] ^= (byte) change;
            }
        }
    }

    @Test
    void fileCutOffAnywhereIsNeverBelievedBeyondItsEnd() throws IOException {
        write(2);
        byte[] whole = storage.bytes(FILE).clone();
        int length = bytes().getInt(MetadataFormat.LENGTH_OFFSET);
        for (int cut = 0; cut <= length; cut++) {
            storage.put(FILE, Arrays.copyOf(whole, cut));
            assertThatThrownBy(this::read).as("cut at %d", cut).isInstanceOf(LogException.class);
            storage.put(FILE, Arrays.copyOf(whole, SLOT + cut));
            if (cut == 0) {
                assertThatThrownBy(this::read).isInstanceOf(LogException.class);
            } else {
                assertThat(read().metadata())
                        .as("cut in slot 1 at %d", cut)
                        .isEqualTo(metadata(cut == length ? 2 : 1));
            }
        }
    }

    @Test
    void firstMetadataInAFileThatIsTooShortIsACreationThatWasNotFinished() throws IOException {
        write(1);
        storage.put(FILE, Arrays.copyOf(storage.bytes(FILE), SLOT));
        assertThatThrownBy(this::read)
                .asInstanceOf(type(LogException.class))
                .extracting(LogException::status)
                .isEqualTo(LogStatus.METADATA_INVALID);
    }

    @Test
    void wholeSlotOfANewerVersionIsRefusedAndNotCalledDamage() throws IOException {
        for (int slot = 0; slot < 2; slot++) {
            if (slot > 0) {
                storage.delete(FILE);
            }
            write(2);
            bytes().putShort(slot * SLOT + MetadataFormat.VERSION_OFFSET, (short) 2);
            fixChecksum(slot);
            assertThatThrownBy(this::read)
                    .asInstanceOf(type(LogException.class))
                    .extracting(LogException::status)
                    .isEqualTo(LogStatus.BLOCK_VERSION);
        }
    }

    @Test
    void newerVersionNeedsNoMoreThanAnEnvelope() throws IOException {
        write(1);
        bytes().putShort(MetadataFormat.VERSION_OFFSET, (short) 9)
                .putInt(MetadataFormat.LENGTH_OFFSET, MetadataFormat.ENVELOPE_LENGTH);
        fixChecksum(0);

        assertThatThrownBy(this::read)
                .asInstanceOf(type(LogException.class))
                .extracting(LogException::status)
                .isEqualTo(LogStatus.BLOCK_VERSION);
    }

    @Test
    void knownVersionWithNoMoreThanAnEnvelopeIsDamaged() throws IOException {
        write(2);
        bytes().putInt(SLOT + MetadataFormat.LENGTH_OFFSET, MetadataFormat.ENVELOPE_LENGTH);
        fixChecksum(1);

        assertThat(read().metadata()).isEqualTo(metadata(1));
    }

    @Test
    void tornWriteOfANewerVersionIsDamageAndNoNewerVersion() throws IOException {
        write(2);
        bytes().putShort(SLOT + MetadataFormat.VERSION_OFFSET, (short) 2);

        assertThat(read().choice()).isEqualTo(SlotChoice.ONE_DAMAGED);
    }

    @Test
    void emptyFileIsNotALogAndItsCreationIsUnfinished() throws IOException {
        try (BaseLogFile file = create(storage)) {
            assertThat(file.creationUnfinished()).isTrue();
        }
        assertStatus(LogStatus.METADATA_INVALID);
    }

    @Test
    void fileOfSomethingElseIsNotALog() throws IOException {
        storage.put(FILE, "#!/bin/sh\necho this is something else\n".repeat(100).getBytes());
        assertStatus(LogStatus.METADATA_INVALID);
        try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", false)) {
            assertThat(file.creationUnfinished()).isFalse();
        }
    }

    @Test
    void twoDamagedSlotsAreCorruptAndNoUnfinishedCreation() throws IOException {
        write(2);
        storage.bytes(FILE)[40] ^= 1;
        storage.bytes(FILE)[SLOT + 40] ^= 1;
        assertStatus(LogStatus.METADATA_CORRUPT);
        try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", false)) {
            assertThat(file.creationUnfinished()).isFalse();
        }
    }

    private void assertStatus(LogStatus status) {
        assertThatThrownBy(this::read)
                .asInstanceOf(type(LogException.class))
                .extracting(LogException::status)
                .isEqualTo(status);
    }

    @Test
    void randomSlotsAreNeverMoreThanRefused() throws IOException {
        long seed = System.nanoTime();
        System.out.println("BaseLogFileTest.randomSlots seed " + seed);
        Random random = new Random(seed);
        int length = write(2);
        int contents = bytes().getInt(MetadataFormat.LENGTH_OFFSET);
        // Small files, so that many can be tried; what lies behind the contents is not read as contents.
        byte[] whole = Arrays.copyOf(storage.bytes(FILE), length);
        int intact = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] changed = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                changed[random.nextInt(contents)] = (byte) random.nextInt();
            }
            storage.put(FILE, changed);
            int said = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).getInt(MetadataFormat.LENGTH_OFFSET);
            if (random.nextBoolean() && said >= MetadataFormat.ENVELOPE_LENGTH && said <= length) {
                ByteBuffer slot = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
                int checksum = MetadataFormat.checksum(slot, said);
                slot.clear();
                slot.putInt(MetadataFormat.CHECKSUM_OFFSET, checksum);
            }
            if (i % 50 == 0) {
                try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", false)) {
                    intact += count(file, seed, i);
                }
            } else {
                intact += count(shared(changed), seed, i);
            }
        }
        assertThat(intact).as("some changes harm nothing").isPositive();
    }

    private BaseLogFile reused;
    private byte[] reusedBytes;

    /** Opening allocates a slot each time, so most inputs go through one open file. */
    private BaseLogFile shared(byte[] changed) throws IOException {
        if (reused == null) {
            reusedBytes = changed.clone();
            storage.put(FILE, reusedBytes);
            reused = BaseLogFile.open(storage, LogMemory.JVM, "wal", false);
        }
        System.arraycopy(changed, 0, reusedBytes, 0, changed.length);
        return reused;
    }

    private static int count(BaseLogFile file, long seed, int input) throws IOException {
        try {
            SlotReading reading = file.readSlots().get(0);
            assertThat(reading.state() == State.INTACT).isEqualTo(reading.metadata().isPresent());
            return reading.state() == State.INTACT ? 1 : 0;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", input " + input, e);
        }
    }
}
