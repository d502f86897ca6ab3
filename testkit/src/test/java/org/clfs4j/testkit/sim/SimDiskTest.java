package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.sim.DiskFixture.SECTOR;
import static org.clfs4j.testkit.sim.DiskFixture.bytes;
import static org.clfs4j.testkit.sim.DiskFixture.filled;
import static org.clfs4j.testkit.sim.DiskFixture.sectors;
import static org.clfs4j.testkit.sim.DiskFixture.tearing;
import static org.clfs4j.testkit.sim.DiskFixture.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.testkit.sim.Unforced.Kind;
import org.junit.jupiter.api.Test;

/** What a power cut takes away of bytes, sizes and names. */
class SimDiskTest {

    private final DiskFixture fixture = new DiskFixture();
    private final SimDisk disk = fixture.disk;
    private final SimStorage storage = fixture.storage;

    private SimDisk losingAll() {
        return disk.afterPowerCut(PowerCut.LOSE_ALL);
    }

    private SimDisk keeping(int... numbers) {
        long kept = 0;
        for (int number : numbers) {
            kept |= 1L << number;
        }
        return disk.afterPowerCut(PowerCut.keeping(kept));
    }

    @Test
    void whatWasForcedSurvivesAndTheRestIsForgotten() throws IOException {
        StorageFile file = fixture.durableFile("a", 3 * SECTOR);
        write(file, 0, 1, 1);
        file.force();
        write(file, 1, 1, 2);
        write(file, 0, 1, 3);

        assertThat(sectors(disk, "a")).as("what readers see").containsExactly(3, 2, 0);
        assertThat(sectors(losingAll(), "a")).containsExactly(1, 0, 0);
        assertThat(sectors(disk.afterPowerCut(PowerCut.KEEP_ALL), "a")).containsExactly(3, 2, 0);
        assertThat(losingAll().unforced()).isEmpty();
    }

    @Test
    void aWriteIsTornBetweenSectorsOfTheFile() throws IOException {
        StorageFile file = fixture.durableFile("a", 4 * SECTOR);
        file.write(ByteBuffer.wrap(filled(1000, 1)), 300); // sectors 0, 1, 2

        SimDisk torn = disk.afterPowerCut(tearing(0, SECTOR, 0));

        assertThat(sectors(torn, "a")).containsExactly(0, 1, 0, 0);
    }

    @Test
    void aSectorIsTornWhereTheCutSaysSo() throws IOException {
        StorageFile file = fixture.durableFile("a", 2 * SECTOR);
        write(file, 0, 2, 1);

        SimDisk torn = disk.afterPowerCut(tearing(SECTOR, 7));

        assertThat(bytes(torn, "a", 0, SECTOR + 7)).isEqualTo(filled(SECTOR + 7, 1));
        assertThat(bytes(torn, "a", SECTOR + 7, SECTOR)).isEqualTo(filled(SECTOR - 7, 0));
    }

    @Test
    void aLaterWriteMaySurviveAnEarlierOne() throws IOException {
        StorageFile file = fixture.durableFile("a", 2 * SECTOR);
        write(file, 0, 1, 1);
        write(file, 1, 1, 2);

        assertThat(sectors(keeping(1), "a")).containsExactly(0, 2);
    }

    @Test
    void ofTwoWritesToOnePlaceEitherMayReachTheDiskLast() throws IOException {
        StorageFile file = fixture.durableFile("a", SECTOR);
        write(file, 0, 1, 1);
        write(file, 0, 1, 2);

        PowerCut reordered = new PowerCut() {
            @Override
            public Fate fate(int number, Unforced what) {
                return Fate.KEPT;
            }

            @Override
            public int[] order(int count) {
                return new int[] {1, 0};
            }
        };

        assertThat(sectors(disk.afterPowerCut(PowerCut.KEEP_ALL), "a")).containsExactly(2);
        assertThat(sectors(disk.afterPowerCut(reordered), "a")).containsExactly(1);
    }

    @Test
    void aForceConcernsOneFileOnly() throws IOException {
        StorageFile a = fixture.durableFile("a", SECTOR);
        StorageFile b = fixture.durableFile("b", SECTOR);
        write(a, 0, 1, 1);
        write(b, 0, 1, 2);
        b.force();

        assertThat(sectors(losingAll(), "a")).containsExactly(0);
        assertThat(sectors(losingAll(), "b")).containsExactly(2);
    }

    @Test
    void aForcedFileIsLostWithItsName() throws IOException {
        StorageFile file = storage.create("a", SECTOR);
        write(file, 0, 1, 1);
        file.force();

        assertThat(disk.unforced()).extracting(Unforced::kind).containsExactly(Kind.NAME);
        assertThat(losingAll().names()).isEmpty();
        assertThat(sectors(keeping(0), "a")).containsExactly(1);
    }

    @Test
    void aNameMayBeThereWithoutTheSizeAndTheBytes() throws IOException {
        StorageFile file = storage.create("a", 4 * SECTOR);
        storage.forceDirectory();
        write(file, 0, 4, 1);

        assertThat(disk.unforced()).extracting(Unforced::kind).containsExactly(Kind.SIZE, Kind.WRITE);
        assertThat(losingAll().size("a")).isZero();
        assertThat(sectors(keeping(0), "a")).containsExactly(0, 0, 0, 0);
        assertThat(keeping(1).size("a")).isZero();
        assertThat(sectors(disk.afterPowerCut(tearing(SECTOR, SECTOR, 0, SECTOR)), "a"))
                .as("cut short before the first sector that is missing")
                .containsExactly(1, 1);
    }

    @Test
    void aDeletedFileComesBackUnlessTheDirectoryWasForced() throws IOException {
        StorageFile file = fixture.durableFile("a", SECTOR);
        write(file, 0, 1, 1);
        file.force();
        storage.delete("a");

        assertThat(disk.names()).isEmpty();
        assertThat(sectors(losingAll(), "a")).containsExactly(1);
        assertThat(keeping(0).names()).isEmpty();
        storage.forceDirectory();
        assertThat(losingAll().names()).isEmpty();
    }

    @Test
    void anOldFileComesBackUnderTheNameOfANewOne() throws IOException {
        fixture.durableFile("a", SECTOR);
        storage.delete("a");
        storage.create("a", 3 * SECTOR).force();

        assertThat(losingAll().size("a")).isEqualTo(SECTOR);
        assertThat(keeping(0).names()).isEmpty();
        assertThat(keeping(0, 1).size("a")).isEqualTo(3 * SECTOR);
        storage.forceDirectory();
        assertThat(losingAll().size("a")).isEqualTo(3 * SECTOR);
    }

    @Test
    void bytesMayRot() throws IOException {
        fixture.durableFile("a", SECTOR);
        disk.rot("a", 100, 6);

        assertThat(bytes(disk, "a", 99, 3)).containsExactly(0, 6, 0);
        assertThat(bytes(losingAll(), "a", 99, 3)).containsExactly(0, 6, 0);
    }

    @Test
    void disksThatShareBytesDoNotDisturbEachOther() throws IOException {
        StorageFile file = fixture.durableFile("a", 100 * SECTOR);
        write(file, 0, 1, 1);
        file.force();
        SimDisk left = losingAll();
        SimDisk other = left.fork();

        write(new SimStorage(left).open("a", true), 0, 1, 2);
        write(file, 0, 1, 3);
        file.force();

        assertThat(sectors(left, "a")).startsWith(2, 0);
        assertThat(sectors(left.afterPowerCut(PowerCut.LOSE_ALL), "a")).startsWith(1, 0);
        assertThat(sectors(other, "a")).startsWith(1, 0);
        assertThat(sectors(losingAll(), "a")).startsWith(3, 0);
    }

    @Test
    void aCopyIsRefusedWhileSomethingIsUnforced() throws IOException {
        storage.create("a", 0);

        assertThatThrownBy(disk::fork).isInstanceOf(IllegalStateException.class).hasMessageContaining("NAME");
    }

    @Test
    void theJournalMakesTheSameDiskAgain() throws IOException {
        StorageFile file = storage.create("a", 4 * SECTOR);
        write(file, 0, 2, 1);
        file.force();
        storage.create("b", 10);
        storage.delete("b");
        storage.faults(FaultPlan.always(SimCall.Kind.FORCE, Fault.EVICTING_ERROR));
        write(file, 1, 3, 2);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        storage.forceDirectory();
        write(file, 3, 1, 3);

        SimDisk again = new SimDisk();
        disk.journal().forEach(again::apply);

        assertThat(again.operations()).isEqualTo(disk.operations());
        assertThat(again.unforced()).isEqualTo(disk.unforced());
        for (int seed = 0; seed < 20; seed++) {
            PowerCut cut = PowerCut.seeded(seed, disk.unforcedCount());
            assertThat(again.afterPowerCut(cut).signature())
                    .isEqualTo(disk.afterPowerCut(cut).signature());
            assertThat(sectors(again.afterPowerCut(cut), "a")).isEqualTo(sectors(disk.afterPowerCut(cut), "a"));
        }
    }

    @Test
    void disksThatDifferHaveDifferentSignatures() throws IOException {
        StorageFile file = fixture.durableFile("a", 2 * SECTOR);
        long empty = losingAll().signature();
        write(file, 0, 1, 1);
        write(file, 1, 1, 2);

        assertThat(losingAll().signature()).as("the same as before the writes").isEqualTo(empty);
        assertThat(new long[] {
                    empty,
                    keeping(0).signature(),
                    keeping(1).signature(),
                    keeping(0, 1).signature(),
                    disk.afterPowerCut(tearing(9, 0)).signature()
                })
                .doesNotHaveDuplicates();
    }
}
