package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.sim.DiskFixture.SECTOR;
import static org.clfs4j.testkit.sim.DiskFixture.bytes;
import static org.clfs4j.testkit.sim.DiskFixture.filled;
import static org.clfs4j.testkit.sim.DiskFixture.sectors;
import static org.clfs4j.testkit.sim.DiskFixture.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.testkit.sim.SimCall.Kind;
import org.clfs4j.testkit.sim.SimOperation.Write;
import org.junit.jupiter.api.Test;

/** Every fault but those of a force, which have a test of their own. */
class FaultTest {

    private static final int SECTORS = 32;

    private final DiskFixture fixture = new DiskFixture();
    private final SimDisk disk = fixture.disk;
    private final SimStorage storage = fixture.storage;

    private StorageFile fileWith(Fault onWrite) throws IOException {
        StorageFile file = fixture.durableFile("a", SECTORS * SECTOR);
        storage.faults(FaultPlan.always(Kind.WRITE, onWrite));
        return file;
    }

    private static ByteBuffer ones() {
        return ByteBuffer.wrap(filled(1000, 1));
    }

    /** Checks that the first bytes of a write are there, and only they, and returns how many. */
    private int part(int length) throws IOException {
        byte[] found = bytes(disk, "a", 0, SECTORS * SECTOR);
        int part = 0;
        while (part < found.length && found[part] == 1) {
            part++;
        }
        assertThat(part).isBetween(1, length - 1);
        assertThat(bytes(disk, "a", part, SECTORS * SECTOR)).isEqualTo(filled(found.length - part, 0));
        return part;
    }

    @Test
    void aFailedWriteWritesNothing() throws IOException {
        StorageFile file = fileWith(Fault.ERROR);

        assertThatThrownBy(() -> file.write(ones(), 0)).isInstanceOf(IOException.class).hasMessageContaining("a");
        assertThat(sectors(disk, "a")).containsOnly(0);
    }

    @Test
    void aPartialWriteWritesItsFirstBytesAndFails() throws IOException {
        StorageFile file = fileWith(Fault.PARTIAL);

        assertThatThrownBy(() -> file.write(ones(), 0)).isInstanceOf(IOException.class);
        part(1000);
    }

    @Test
    void aWriteWithoutRoomWritesItsFirstBytesAndSaysSo() throws IOException {
        StorageFile file = fileWith(Fault.NO_SPACE);

        assertThatThrownBy(() -> file.write(ones(), 0)).isInstanceOf(NoSpaceException.class);
        part(1000);
    }

    @Test
    void aShortWriteIsFinishedInASecondOperation() throws IOException {
        StorageFile file = fileWith(Fault.SHORT);
        int before = disk.operations();
        file.write(ones(), 0);

        assertThat(bytes(disk, "a", 0, 1000)).isEqualTo(filled(1000, 1));
        List<SimOperation> done = disk.journal().subList(before, disk.operations());
        assertThat(done).hasSize(2).allMatch(Write.class::isInstance);
        SimDisk cut = disk.afterPowerCut(PowerCut.keeping(0b10));
        assertThat(bytes(cut, "a", 0, 1)).as("the second part survives alone").containsExactly(0);
        assertThat(bytes(cut, "a", 999, 1)).containsExactly(1);
    }

    @Test
    void aLostWriteOrForceIsReportedAsDone() throws IOException {
        StorageFile file = fileWith(Fault.LOST);
        file.write(ones(), 0);
        assertThat(sectors(disk, "a")).containsOnly(0);

        storage.faults(call -> call.kind() == Kind.WRITE ? Fault.NONE : Fault.LOST);
        file.write(ones(), 0);
        file.force();
        assertThat(sectors(disk.afterPowerCut(PowerCut.LOSE_ALL), "a")).containsOnly(0);
    }

    @Test
    void aMisdirectedWriteSpoilsAnotherPlace() throws IOException {
        StorageFile file = fileWith(Fault.MISDIRECTED);
        write(file, 3, 1, 1);

        int[] found = sectors(disk, "a");
        assertThat(found[3]).isZero();
        assertThat(found).containsOnlyOnce(1);
    }

    @Test
    void readingFailsAsPlanned() throws IOException {
        StorageFile file = fixture.durableFile("a", SECTORS * SECTOR);
        storage.faults(call -> call.position() == SECTOR ? Fault.ERROR : Fault.NONE);

        assertThat(file.read(ByteBuffer.allocate(10), 0)).isEqualTo(10);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(10), SECTOR)).isInstanceOf(IOException.class);
    }

    @Test
    void creatingAndDeletingFailAndChangeNothing() throws IOException {
        fixture.durableFile("a", 1);
        int operations = disk.operations();
        storage.faults(call -> call.kind().changes() ? Fault.ERROR : Fault.NONE);

        assertThatThrownBy(() -> storage.create("b", 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(IOException.class);
        assertThat(storage.list()).containsExactly("a");
        assertThat(disk.operations()).isEqualTo(operations);
    }

    @Test
    void aPlanSeesEveryCallWithItsNumber() throws IOException {
        List<String> calls = new ArrayList<>();
        storage.faults(call -> {
            calls.add(call.kind() + " " + call.number() + " " + call.file());
            return Fault.NONE;
        });
        StorageFile file = storage.create("a", SECTOR);
        write(file, 0, 1, 1);
        file.read(ByteBuffer.allocate(1), 0);
        file.force();
        storage.forceDirectory();
        storage.list();
        storage.open("a", false);
        storage.delete("a");

        assertThat(calls)
                .containsExactly(
                        "CREATE 0 a", "WRITE 1 a", "READ 0 a", "FORCE 2 a", "FORCE_DIRECTORY 3 ", "LIST 1 ",
                        "OPEN 2 a", "DELETE 4 a");
    }

    @Test
    void oneCallIsChosenByItsNumberAmongTheChanges() throws IOException {
        StorageFile file = fixture.durableFile("a", 3 * SECTOR); // three changes
        storage.faults(FaultPlan.once(4, Fault.ERROR));
        write(file, 0, 1, 1);
        file.size();

        assertThatThrownBy(() -> write(file, 1, 1, 2)).isInstanceOf(IOException.class);
        write(file, 2, 1, 3);
        assertThat(sectors(disk, "a")).containsExactly(1, 0, 3);
    }
}
