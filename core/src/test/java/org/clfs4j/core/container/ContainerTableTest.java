package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.ByteBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.Test;

/** The queue of containers: each takes the next logical id when it has been free longest. */
class ContainerTableTest {

    private static final long SIZE = 4096;

    private final HeapStorage storage = new HeapStorage();
    private final ContainerTable table = new ContainerTable(LogMemory.JVM);
    private int created;

    private void add(int count) throws IOException {
        List<ContainerFile> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(ContainerFile.create(storage, "c" + created, created, SIZE));
            created++;
        }
        table.add(added, SIZE);
    }

    @Test
    void emptyTableFindsNothingAndHasNothingFree() {
        assertThat(table.find(0)).isNull();
        assertThat(table.find(ContainerEntry.NEVER_USED)).isNull();
        assertThat(table.hasFree(0)).isFalse();
        assertThat(table.assignNext(0)).isEmpty();
        assertThat(table.head()).isEqualTo(ContainerEntry.NEVER_USED);
    }

    @Test
    void containerThatWasNeverUsedIsFoundByNoLogicalId() throws IOException {
        add(3);
        assertThat(table.find(ContainerEntry.NEVER_USED)).isNull();
        assertThat(table.find(0)).isNull();
        assertThat(table.freeCount(0)).isEqualTo(3);
    }

    @Test
    void containersAreTakenInTurnUntilNoneIsFree() throws IOException {
        add(3);
        for (int id = 0; id < 3; id++) {
            assertThat(table.assignNext(0)).get().extracting(ContainerFile::physicalId).isEqualTo(id);
            assertThat(table.head()).isEqualTo(id);
        }
        assertThat(table.hasFree(0)).isFalse();
        assertThat(table.assignNext(0)).isEmpty();
        assertThat(table.hasFree(1)).isTrue();
    }

    @Test
    void containerThatHasBeenFreeLongestIsTaken() throws IOException {
        add(4);
        for (int i = 0; i < 4; i++) {
            table.assignNext(0);
        }
        assertThat(table.assignNext(3).orElseThrow().physicalId()).isZero();
        assertThat(table.assignNext(3).orElseThrow().physicalId()).isEqualTo(1);
        assertThat(table.find(0)).isNull();
        assertThat(table.find(2)).isNotNull();
        assertThat(table.find(4)).isSameAs(table.files().get(0));
    }

    @Test
    void findKnowsEveryUsedContainerAfterManyLapsAndAdditions() throws IOException {
        long seed = System.nanoTime();
        System.out.println("ContainerTableTest.laps seed " + seed);
        Random random = new Random(seed);
        add(2);
        long base = 0;
        Map<Long, ContainerFile> live = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            if (created < 60 && random.nextInt(300) == 0) {
                add(1 + random.nextInt(3));
            }
            if (random.nextBoolean() && base <= table.head()) {
                live.remove(base);
                base++;
            }
            boolean free = table.hasFree(base);
            assertThat(free).isEqualTo(live.size() < created);
            if (free) {
                ContainerFile taken = table.assignNext(base).orElseThrow();
                assertThat(live.values()).as("seed %d, step %d", seed, step).doesNotContain(taken);
                live.put(table.head(), taken);
            }
            assertThat(table.freeCount(base)).isEqualTo(created - live.size());
            for (Map.Entry<Long, ContainerFile> one : live.entrySet()) {
                if (table.find(one.getKey()) != one.getValue()) {
                    throw new AssertionError("seed " + seed + ", step " + step + ": id " + one.getKey() + " is lost");
                }
            }
            assertThat(table.find(table.head() + 1)).isNull();
        }
        assertThat(table.head()).isGreaterThan(1000);
    }

    @Test
    void gapsBelowTheBaseHarmNothing() throws IOException {
        add(5);
        for (int i = 0; i < 5; i++) {
            table.assignNext(0);
        }
        ContainerFile second = table.find(1);
        assertThat(table.canGo(second, 1)).isFalse();
        assertThat(table.canGo(second, 2)).isTrue();
        assertThat(table.canGo(table.find(4), 9)).as("the newest").isFalse();
        table.retire(List.of(second));
        assertThat(table.count()).isEqualTo(4);
        assertThat(table.freeCount(3)).isEqualTo(2);
        assertThat(table.find(1)).isNull();
        assertThat(table.assignNext(3).orElseThrow().physicalId()).isZero();
        assertThat(table.assignNext(3).orElseThrow().physicalId()).isEqualTo(2);
        assertThat(table.assignNext(3)).isEmpty();
        assertThat(table.head()).isEqualTo(6);
        for (long id = 3; id <= 6; id++) {
            assertThat(table.find(id)).isNotNull();
        }
        second.close();
    }

    @Test
    void containerToBeDeletedIsNotFreeAndNotTaken() throws IOException {
        add(3);
        table.assignNext(0);
        table.assignNext(0);
        table.markPending(List.of(table.find(0)));
        assertThat(table.removing()).isTrue();
        assertThat(table.freeCount(1)).isEqualTo(1);
        assertThat(table.assignNext(1).orElseThrow().physicalId()).isEqualTo(2);
        assertThat(table.hasFree(1)).isFalse();
        assertThat(table.ripe(0)).isEmpty();
        List<ContainerFile> ripe = table.ripe(1);
        assertThat(ripe).extracting(ContainerFile::physicalId).containsExactly(0);
        table.retire(ripe);
        assertThat(table.leaving()).extracting(ContainerEntry::physicalId).containsExactly(0);
        assertThat(table.entryCount()).isEqualTo(3);
        table.left(table.leaving());
        assertThat(table.removing()).isFalse();
        assertThat(table.entries()).hasSize(2);
        ripe.get(0).close();
    }

    @Test
    void physicalIdIsNotGivenAgain() throws IOException {
        add(3);
        ContainerFile last = table.files().get(2);
        table.retire(List.of(last));
        table.left(table.leaving());
        assertThat(table.nextPhysicalId()).isEqualTo(3);
        last.close();
    }

    @Test
    void logicalIdOnStorageFollowsActivation() throws IOException {
        add(2);
        ContainerFile taken = table.assignNext(0).orElseThrow();
        assertThat(table.entries().get(0).logicalId()).isEqualTo(ContainerEntry.NEVER_USED);

        taken.activate(new UUID(1, 2), 0, 1, SIZE, slot());

        assertThat(table.entries().get(0).logicalId()).isZero();
    }

    @Test
    void closingClosesAllFiles() throws IOException {
        add(3);
        table.close();
        assertThat(storage.openFiles()).isZero();
    }

    private static ByteBuffer slot() {
        return ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }
}
