package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.sim.DiskFixture.SECTOR;
import static org.clfs4j.testkit.sim.DiskFixture.sectors;
import static org.clfs4j.testkit.sim.DiskFixture.write;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.testkit.sim.SimCall.Kind;
import org.junit.jupiter.api.Test;

/** A failed force is reported once, and then the pages count as clean although the disk does not have them. */
class FailedForceTest {

    private final DiskFixture fixture = new DiskFixture();
    private final SimDisk disk = fixture.disk;
    private final SimStorage storage = fixture.storage;

    private void failForce(StorageFile file, Fault fault) {
        storage.faults(FaultPlan.always(Kind.FORCE, fault));
        assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining(file.name());
        storage.faults(FaultPlan.NONE);
    }

    @Test
    void aForceAfterAFailedOneSucceedsAndMakesNothingOfItDurable() throws IOException {
        StorageFile file = fixture.durableFile("a", 2 * SECTOR);
        write(file, 0, 1, 1);
        failForce(file, Fault.ERROR);
        write(file, 1, 1, 2);
        file.force();

        assertThat(sectors(disk, "a")).as("what readers see").containsExactly(1, 2);
        assertThat(sectors(disk.afterPowerCut(PowerCut.LOSE_ALL), "a")).containsExactly(0, 2);
        assertThat(disk.unforced()).singleElement().matches(Unforced::doubtful);
    }

    @Test
    void whatAFailedForceLeftMayBeOnTheDiskAllTheSame() throws IOException {
        StorageFile file = fixture.durableFile("a", SECTOR);
        write(file, 0, 1, 1);
        failForce(file, Fault.ERROR);
        file.force();

        assertThat(sectors(disk.afterPowerCut(PowerCut.KEEP_ALL), "a")).containsExactly(1);
    }

    @Test
    void theSameBytesWrittenAgainAndForcedAreDurable() throws IOException {
        StorageFile file = fixture.durableFile("a", 3 * SECTOR);
        write(file, 0, 3, 1);
        failForce(file, Fault.ERROR);
        write(file, 0, 2, 2);
        file.force();

        assertThat(sectors(disk.afterPowerCut(PowerCut.LOSE_ALL), "a")).containsExactly(2, 2, 0);
        assertThat(sectors(disk.afterPowerCut(PowerCut.KEEP_ALL), "a"))
                .as("what was doubtful cannot replace what was forced after it")
                .containsExactly(2, 2, 1);
    }

    @Test
    void evictedPagesShowAtOnceWhatTheDiskHas() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int attempt = 0; attempt < 40; attempt++) {
            String name = "a" + attempt;
            StorageFile file = fixture.durableFile(name, 4 * SECTOR);
            write(file, 0, 4, 1);
            failForce(file, Fault.EVICTING_ERROR);
            int[] found = sectors(disk, name);
            assertThat(found).isEqualTo(sectors(disk.afterPowerCut(PowerCut.LOSE_ALL), name));
            seen.add(Arrays.toString(found));
        }
        assertThat(seen).contains("[0, 0, 0, 0]", "[1, 1, 1, 1]").hasSizeGreaterThan(4);
    }

    @Test
    void aNewSizeIsDoubtfulToo() throws IOException {
        StorageFile file = storage.create("a", SECTOR);
        storage.forceDirectory();
        failForce(file, Fault.ERROR);
        file.force();

        assertThat(disk.afterPowerCut(PowerCut.LOSE_ALL).size("a")).isZero();
    }

    @Test
    void aFailedForceOfTheDirectorySettlesNoNameNorDoesALaterOne() throws IOException {
        storage.create("a", 0);
        storage.faults(FaultPlan.always(Kind.FORCE_DIRECTORY, Fault.ERROR));
        assertThatThrownBy(storage::forceDirectory).isInstanceOf(IOException.class);
        storage.faults(FaultPlan.NONE);
        storage.create("b", 0);
        storage.forceDirectory();

        assertThat(disk.afterPowerCut(PowerCut.LOSE_ALL).names()).containsExactly("b");
        assertThat(disk.afterPowerCut(PowerCut.KEEP_ALL).names()).containsExactly("a", "b");
    }
}
