package org.clfs4j.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.Test;

/** Both ways from LSN to place, as a sorted map knows them. */
class BlockIndexTest {

    private static final int SECTOR = 512;

    private final BlockIndex index = new BlockIndex(LogMemory.JVM);
    private final TreeMap<Long, Long> model = new TreeMap<>();

    @Test
    void anEmptyIndexKnowsNothing() {
        assertThat(index.placeOf(0)).isEqualTo(Place.NONE);
        assertThat(index.blockFrom(0)).isEqualTo(Place.NONE);
        assertThat(index.placeFrom(0)).isEqualTo(Place.NONE);
        assertThat(index.lsnFrom(0)).isEqualTo(Place.NONE);
        assertThat(index.oldest()).isEqualTo(Place.NONE);
        assertThat(index.youngest()).isEqualTo(Place.NONE);
    }

    @Test
    void whatIsThereAlreadyIsNotAddedAgain() {
        index.add(0, 4096);
        index.add(SECTOR, 8192);
        index.add(0, 4096);
        index.add(SECTOR, 8192);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.placeOf(SECTOR)).isEqualTo(8192);
    }

    @Test
    void itAnswersAsASortedMapDoes() {
        long seed = System.nanoTime();
        System.out.println("BlockIndexTest.sortedMap seed " + seed);
        Random random = new Random(seed);
        long lsn = 0;
        long place = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(40) == 0) {
                long below = Math.max(0, place - (long) random.nextInt(2000) * SECTOR);
                index.dropBelow(below);
                model.values().removeIf(at -> at < below);
            } else {
                lsn += (1L + random.nextInt(4)) * SECTOR;
                place += (1L + random.nextInt(30)) * SECTOR;
                index.add(lsn, place);
                model.put(lsn, place);
            }
            long asked = Math.max(0, lsn - (long) random.nextInt(300) * SECTOR);
            assertThat(index.placeOf(asked)).isEqualTo(model.getOrDefault(asked, Place.NONE));
            assertThat(index.blockFrom(asked)).isEqualTo(key(model.ceilingEntry(asked)));
            assertThat(index.placeFrom(asked)).isEqualTo(value(model.ceilingEntry(asked)));
            assertThat(index.oldest()).isEqualTo(key(model.firstEntry()));
            assertThat(index.youngest()).isEqualTo(key(model.lastEntry()));
            assertThat(index.size()).isEqualTo(model.size());
            if (!model.isEmpty()) {
                long at = model.firstEntry().getValue() + 1;
                assertThat(index.lsnFrom(at))
                        .isEqualTo(model.entrySet().stream()
                                .filter(entry -> entry.getValue() >= at)
                                .findFirst()
                                .map(Map.Entry::getKey)
                                .orElse(Place.NONE));
            }
        }
    }

    private static long key(Map.Entry<Long, Long> entry) {
        return entry == null ? Place.NONE : entry.getKey();
    }

    private static long value(Map.Entry<Long, Long> entry) {
        return entry == null ? Place.NONE : entry.getValue();
    }
}
