package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.ByteBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogKind;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the table "Containers" in docs/recovery.md. */
class ContainerOpenerTest {

    private static final UUID IDENTITY = new UUID(1, 2);
    private static final long SIZE = ContainerSet.SIZE_GRANULARITY;
    private static final int SLOT = ContainerHeaderFormat.SLOT_SIZE;

    private final HeapStorage storage = new HeapStorage();
    private final List<String> notes = new ArrayList<>();

    /** Two containers: one that was activated for the logical ids 3 and 5, one that was never used. */
    @BeforeEach
    void makeContainers() throws IOException {
        try (ContainerFile used = ContainerFile.create(storage, "used", 7, SIZE)) {
            used.activate(IDENTITY, 3, 1, SIZE, slot());
            used.activate(IDENTITY, 5, 1, SIZE, slot());
        }
        ContainerFile.create(storage, "fresh", 8, SIZE).close();
    }

    private static Metadata metadata(long logicalId) {
        return new Metadata(
                1, IDENTITY, 0, 1, 512, LogKind.DEDICATED, Life.OPEN, SIZE, 0, 0, Place.NONE, 0,
                List.of(
                        new ContainerEntry(7, logicalId, "used"),
                        new ContainerEntry(8, ContainerEntry.NEVER_USED, "fresh")),
                List.of(new StreamEntry(0, 0, Place.NONE, 0, 0, "")),
                List.of());
    }

    private ContainerTable open(boolean writable, long logicalId) throws IOException {
        return new ContainerOpener(storage, LogMemory.JVM, metadata(logicalId), writable, notes).open();
    }

    private void assertRefused(boolean writable, long logicalId, String why) {
        assertThatThrownBy(() -> open(writable, logicalId))
                .isInstanceOfSatisfying(
                        LogDamagedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(LogStatus.CONTAINER_OPEN_FAILED))
                .hasMessageContaining(why);
        assertThat(storage.openFiles()).as("files left open").isZero();
    }

    @Test
    void containersThatAgreeWithTheMetadataAreOpened() throws IOException {
        try (ContainerTable table = open(true, 5)) {
            assertThat(table.find(5).physicalId()).isEqualTo(7);
            assertThat(table.find(3)).isNull();
            assertThat(table.head()).isEqualTo(5);
            assertThat(table.count()).isEqualTo(2);
        }
        assertThat(notes).isEmpty();
        assertThat(storage.openFiles()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c1MissingFileIsRefused(boolean writable) throws IOException {
        storage.delete("fresh");
        assertRefused(writable, 5, "fresh");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c1FileOfAnotherSizeIsRefused(boolean writable) {
        byte[] bytes = storage.bytes("used");
        storage.put("used", Arrays.copyOf(bytes, bytes.length - 512));
        assertRefused(writable, 5, "bytes, expected");
        storage.put("used", Arrays.copyOf(bytes, bytes.length + 512));
        assertRefused(writable, 5, "bytes, expected");
        storage.put("used", new byte[0]);
        assertRefused(writable, 5, "bytes, expected");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c2ContainerOfAnotherLogIsRefused(boolean writable) throws IOException {
        storage.delete("used");
        try (ContainerFile foreign = ContainerFile.create(storage, "used", 7, SIZE)) {
            foreign.activate(new UUID(9, 9), 5, 1, SIZE, slot());
        }
        assertRefused(writable, 5, "belongs to log");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c2SwappedContainerIsRefused(boolean writable) {
        storage.put("fresh", storage.bytes("used").clone());
        assertRefused(writable, 5, "is container 7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c2HeaderOfAnotherSizeIsRefused(boolean writable) throws IOException {
        storage.delete("used");
        try (ContainerFile other = ContainerFile.create(storage, "used", 7, SIZE)) {
            other.activate(IDENTITY, 5, 1, 2 * SIZE, slot());
        }
        assertRefused(writable, 5, "of size");
    }

    @ParameterizedTest
    @ValueSource(longs = {ContainerEntry.NEVER_USED, 3, 4})
    void c3HeaderThatIsNewerThanTheMetadataIsBelieved(long known) throws IOException {
        try (ContainerTable table = open(true, known)) {
            assertThat(table.find(5).physicalId()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void c4MetadataStandsInForADamagedHeaderSlot(boolean writable) throws IOException {
        storage.bytes("used")[40] ^= 1; // activation 2 is in slot 0
        try (ContainerTable table = open(writable, 5)) {
            assertThat(table.find(5).physicalId()).isEqualTo(7);
            assertThat(table.find(5).headerDamage()).contains("logical id 3, older than 5");
        }
        assertThat(notes).hasSize(1).allMatch(note -> note.contains("used"));
    }

    @Test
    void c4DamagedHeaderSlotIsWrittenAnewBeforeTheLogIsUsed() throws IOException {
        storage.bytes("used")[40] ^= 1;
        try (ContainerTable table = open(true, 5)) {
            table.find(5).confirm();
        }
        notes.clear();
        try (ContainerTable table = open(true, 5)) {
            assertThat(table.find(5).headerDamage()).isEmpty();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void c5HeaderThatIsWholeAndOlderThanTheMetadataIsRefusedForWritingAndNotedForReading() throws IOException {
        assertRefused(true, 6, "older than 6");
        try (ContainerTable table = open(false, 6)) {
            assertThat(table.find(6).physicalId()).isEqualTo(7);
        }
        assertThat(notes).hasSize(1).allMatch(note -> note.contains("older than 6"));
    }

    @Test
    void tornSecondActivationLeavesTheFirst() throws IOException {
        storage.bytes("used")[40] ^= 1;
        try (ContainerTable table = open(true, 3)) {
            assertThat(table.find(3).physicalId()).isEqualTo(7);
        }
    }

    @Test
    void activationAfterReopeningOverwritesTheOlderSlot() throws IOException {
        storage.takeOperations();
        try (ContainerTable table = open(true, 5)) {
            table.find(5).activate(IDENTITY, 6, 2, SIZE, slot());
        }
        assertThat(storage.takeOperations().get(0).position()).isEqualTo(SLOT);
    }

    @Test
    void c6TornFirstHeaderOfAContainerThatWasNeverUsedIsAsGoodAsNone() throws IOException {
        for (int i = 0; i < ContainerHeaderFormat.LENGTH; i++) {
            storage.bytes("fresh")[SLOT + i] = (byte) (i + 1);
        }
        try (ContainerTable table = open(true, 5)) {
            assertThat(table.files().get(1).logicalId()).isEqualTo(ContainerEntry.NEVER_USED);
        }
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 4095, SLOT + ContainerHeaderFormat.LENGTH, 2 * SLOT - 1})
    void c8ContainerThatWasNeverUsedButIsNotZeroIsRefusedForWriting(int at) throws IOException {
        storage.bytes("fresh")[at] = 1;
        assertRefused(true, 5, "no intact header");
        open(false, 5).close();
        assertThat(notes).hasSize(1).allMatch(note -> note.contains("fresh"));
    }

    @Test
    void c8UsedContainerWithoutHeaderIsRefusedForWritingAndNotedForReading() throws IOException {
        Arrays.fill(storage.bytes("used"), 0, 2 * SLOT, (byte) 0);
        assertRefused(true, 5, "no intact header");
        try (ContainerTable table = open(false, 5)) {
            assertThat(table.find(5).physicalId()).isEqualTo(7);
        }
        assertThat(notes).hasSize(1).allMatch(note -> note.contains("used"));
    }

    @Test
    void c7UsedContainerWhoseDamagedHeaderNamesTheLogIsBelieved() throws IOException {
        storage.bytes("used")[40] ^= 1;
        storage.bytes("used")[SLOT + 40] ^= 1;
        try (ContainerTable table = open(true, 5)) {
            assertThat(table.find(5).headerDamage()).contains("no intact header");
            table.find(5).confirm();
        }
        try (ContainerTable table = open(true, 5)) {
            assertThat(table.find(5).headerDamage()).isEmpty();
        }
    }

    private static ByteBuffer slot() {
        return ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same two containers, of which the second is going. */
    private static Metadata removing(Removal removal) {
        Metadata staying = metadata(5);
        return new Metadata(
                2, IDENTITY, 0, 1, 512, LogKind.DEDICATED, Life.OPEN, SIZE, 0, 0, Place.NONE, 0,
                List.of(
                        staying.containers().get(0),
                        new ContainerEntry(8, ContainerEntry.NEVER_USED, removal, "fresh")),
                staying.streams(),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void containerBeingDeletedIsNotPartOfTheLogWhetherItsFileIsThereOrNot(boolean writable) throws IOException {
        for (int round = 0; round < 2; round++) {
            try (ContainerTable table =
                    new ContainerOpener(storage, LogMemory.JVM, removing(Removal.DELETING), writable, notes).open()) {
                assertThat(table.files()).extracting(ContainerFile::fileName).containsExactly("used");
                assertThat(table.leaving()).extracting(ContainerEntry::fileName).containsExactly("fresh");
                assertThat(table.entries()).isEqualTo(removing(Removal.DELETING).containers());
                assertThat(table.removing()).isTrue();
                assertThat(table.nextPhysicalId()).isEqualTo(9);
            }
            storage.list().stream().filter("fresh"::equals).forEach(this::delete);
        }
        assertThat(notes).isEmpty();
    }

    private void delete(String name) {
        try {
            storage.delete(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void containerToBeDeletedIsPartOfTheLogAndMustBeThere() throws IOException {
        try (ContainerTable table = new ContainerOpener(storage, LogMemory.JVM, removing(Removal.PENDING), true, notes).open()) {
            assertThat(table.files()).extracting(ContainerFile::pendingDelete).containsExactly(false, true);
            assertThat(table.freeCount(6)).isEqualTo(1);
            assertThat(table.ripe(0)).extracting(ContainerFile::fileName).containsExactly("fresh");
        }
        storage.delete("fresh");
        assertThatThrownBy(() -> new ContainerOpener(storage, LogMemory.JVM, removing(Removal.PENDING), true, notes).open())
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("fresh");
    }

    @Test
    void refreshFollowsMarksDropsWhatIsGoneAndChangesNothingIfAFileIsMissing() throws IOException {
        try (ContainerTable table = open(false, 5)) {
            new ContainerOpener(storage, LogMemory.JVM, removing(Removal.PENDING), false, notes).refresh(table);
            assertThat(table.files()).extracting(ContainerFile::pendingDelete).containsExactly(false, true);

            Metadata more = new Metadata(
                    3, IDENTITY, 0, 1, 512, LogKind.DEDICATED, Life.OPEN, SIZE, 0, 0, Place.NONE, 0,
                    List.of(new ContainerEntry(7, 5, "used"), new ContainerEntry(9, -1, "missing")),
                    metadata(5).streams(),
                    List.of());
            assertThatThrownBy(() -> new ContainerOpener(storage, LogMemory.JVM, more, false, notes).refresh(table))
                    .isInstanceOf(LogDamagedException.class);
            assertThat(table.files()).hasSize(2);

            new ContainerOpener(storage, LogMemory.JVM, removing(Removal.DELETING), false, notes).refresh(table);
            assertThat(table.files()).extracting(ContainerFile::fileName).containsExactly("used");
            assertThat(table.find(5)).isNotNull();
            assertThat(storage.openFiles()).isEqualTo(1);
        }
        assertThat(storage.openFiles()).isZero();
    }
}
