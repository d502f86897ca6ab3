package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.sim.DiskFixture.SECTOR;
import static org.clfs4j.testkit.sim.DiskFixture.bytes;
import static org.clfs4j.testkit.sim.DiskFixture.filled;
import static org.clfs4j.testkit.sim.DiskFixture.sectors;
import static org.clfs4j.testkit.sim.DiskFixture.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.StorageFile;
import org.junit.jupiter.api.Test;

/** The contract of storage, and what happens to those who break it. */
class SimStorageTest {

    private final DiskFixture fixture = new DiskFixture();
    private final SimDisk disk = fixture.disk;
    private final SimStorage storage = fixture.storage;

    @Test
    void aFileIsCreatedFullOfZerosAndReadBackAsWritten() throws IOException {
        StorageFile file = storage.create("a", 5000);
        ByteBuffer source = ByteBuffer.wrap(filled(100, 7));
        file.write(source, 4090);

        assertThat(source.hasRemaining()).isFalse();
        assertThat(file.size()).isEqualTo(5000);
        assertThat(bytes(disk, "a", 4090, 100)).isEqualTo(filled(100, 7));
        assertThat(bytes(disk, "a", 4000, 90)).isEqualTo(filled(90, 0));
        assertThat(bytes(disk, "a", 4950, 100)).as("until the file ends").hasSize(50);
        assertThat(bytes(disk, "a", 6000, 100)).as("behind the end").isEmpty();
        assertThat(storage.list()).containsExactly("a");
        assertThat(storage.exists("a")).isTrue();
        assertThat(storage.exists("b")).isFalse();
        assertThat(storage.violations()).isEmpty();
    }

    @Test
    void namesAreUsedOnceAndMustBeKnown() throws IOException {
        storage.create("a", 1);

        assertThatThrownBy(() -> storage.create("a", 1)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> storage.open("b", true)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.delete("b")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anOpenFileOutlivesItsName() throws IOException {
        StorageFile file = storage.create("a", SECTOR);
        storage.delete("a");
        write(file, 0, 1, 1);
        ByteBuffer target = ByteBuffer.allocate(1);

        assertThat(file.read(target, 0)).isEqualTo(1);
        assertThat(target.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void aFullDiskTakesNoFileAndLeavesNone() throws IOException {
        storage.capacity(1000);
        storage.create("a", 900);

        assertThatThrownBy(() -> storage.create("b", 101)).isInstanceOf(NoSpaceException.class);
        assertThat(storage.list()).containsExactly("a");
        assertThat(disk.afterPowerCut(PowerCut.keeping(0b1100)).names())
                .as("the deletion of the unfinished file is not durable")
                .containsExactly("b");
        storage.create("c", 100);
        assertThat(storage.list()).containsExactly("a", "c");
    }

    @Test
    void aLockIsHeldUntilItIsClosedOrTheProcessDies() throws IOException {
        Closeable lock = storage.lock("l");
        assertThatThrownBy(() -> storage.lock("l")).isInstanceOf(LockedException.class);

        lock.close();
        storage.lock("l");
        storage.cutPower();
        new SimStorage(disk).lock("l");
        assertThat(disk.names()).containsExactly("l");
    }

    @Test
    void everyMountIsAProcessOfItsOwn() {
        assertThat(new SimStorage(disk).identity()).isNotEqualTo(storage.identity());
        assertThat(storage.identity()).isEqualTo(storage.identity());
    }

    @Test
    void whatTheContractForbidsIsRefusedAndRemembered() throws IOException {
        StorageFile file = storage.create("a", SECTOR);
        StorageFile reading = storage.open("a", false);

        assertThatThrownBy(() -> file.write(ByteBuffer.allocate(SECTOR), 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), -1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), -1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reading.write(ByteBuffer.allocate(1), 0)).isInstanceOf(AccessDeniedException.class);
        file.close();
        assertThatThrownBy(file::force).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
        assertThat(storage.violations()).hasSize(6).allMatch(sentence -> sentence.startsWith("a ") || sentence.contains("of a"));
        assertThat(sectors(disk, "a")).containsExactly(0);
    }

    @Test
    void whenThePowerIsOffEveryCallFailsAndNothingReachesTheDisk() throws IOException {
        StorageFile file = storage.create("a", SECTOR);
        int operations = disk.operations();
        storage.cutPower();

        assertThatThrownBy(() -> write(file, 0, 1, 1)).isInstanceOf(IOException.class).hasMessageContaining("power");
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        assertThatThrownBy(file::size).isInstanceOf(IOException.class);
        assertThatThrownBy(storage::list).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.lock("l")).isInstanceOf(IOException.class);
        file.close();
        assertThat(disk.operations()).isEqualTo(operations);
        assertThat(storage.violations()).isEmpty();
    }

    @Test
    void thePowerIsCutAtTheChangeThatWasChosen() throws IOException {
        StorageFile file = fixture.durableFile("a", 3 * SECTOR); // three changes
        storage.cutPowerAfter(5);
        write(file, 0, 1, 1);
        assertThat(file.size()).as("reading does not count").isEqualTo(3 * SECTOR);
        write(file, 1, 1, 2);

        assertThatThrownBy(() -> write(file, 2, 1, 3)).isInstanceOf(IOException.class);
        assertThatThrownBy(file::size).isInstanceOf(IOException.class);
        assertThat(sectors(disk, "a")).containsExactly(1, 2, 0);
    }
}
