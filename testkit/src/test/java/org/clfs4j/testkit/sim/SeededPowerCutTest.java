package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.clfs4j.testkit.sim.PowerCut.Fate;
import org.clfs4j.testkit.sim.Unforced.Kind;
import org.junit.jupiter.api.Test;

class SeededPowerCutTest {

    private static final int COUNT = 5;
    private static final int SEEDS = 2000;
    private static final Unforced WRITE = new Unforced(Kind.WRITE, "a", 0, 8 * PowerCut.SECTOR, false);
    private static final Unforced NAME = new Unforced(Kind.NAME, "a", 0, 0, false);

    private static String fates(PowerCut cut) {
        StringBuilder fates = new StringBuilder();
        for (int number = 0; number < COUNT; number++) {
            fates.append(cut.fate(number, WRITE).name().charAt(0));
        }
        return fates.toString();
    }

    private static int[] tear(PowerCut cut) {
        int[] surviving = new int[8];
        Arrays.setAll(surviving, sector -> cut.survivingBytes(0, WRITE, sector));
        return surviving;
    }

    @Test
    void aSeedDecidesTheSameWhateverIsAskedInWhichOrder() {
        for (long seed = 0; seed < 100; seed++) {
            PowerCut first = PowerCut.seeded(seed, COUNT);
            PowerCut second = PowerCut.seeded(seed, COUNT);
            int[] tear = tear(second);
            int[] order = second.order(COUNT);

            assertThat(fates(first)).isEqualTo(fates(second));
            assertThat(first.order(COUNT)).isEqualTo(order);
            assertThat(tear(first)).isEqualTo(tear);
        }
    }

    @Test
    void seedsLoseNothingEverythingPrefixesSuffixesAndSingleThings() {
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            seen.add(fates(PowerCut.seeded(seed, COUNT)));
        }
        assertThat(seen)
                .contains("LLLLL", "KKKKK", "TTTTT", "KKKLL", "LLLKK", "KKLKK", "LLKLL", "KKKTL", "LTKKK", "KTKKK", "LLTLL");
    }

    @Test
    void sectorsOfATornWriteSurviveInAnyCombinationAndSomeInPart() {
        boolean[] kinds = new boolean[4];
        for (long seed = 0; seed < SEEDS; seed++) {
            int[] tear = tear(PowerCut.seeded(seed, COUNT));
            assertThat(Arrays.stream(tear)).allMatch(bytes -> bytes >= 0 && bytes <= PowerCut.SECTOR);
            boolean first = tear[0] == PowerCut.SECTOR;
            boolean last = tear[7] == PowerCut.SECTOR;
            kinds[0] |= first && !last;
            kinds[1] |= !first && last;
            kinds[2] |= first && last && Arrays.stream(tear).anyMatch(bytes -> bytes == 0);
            kinds[3] |= Arrays.stream(tear).anyMatch(bytes -> bytes > 0 && bytes < PowerCut.SECTOR);
        }
        assertThat(kinds).containsExactly(true, true, true, true);
    }

    @Test
    void namesAreNeverTorn() {
        Set<Fate> seen = EnumSet.noneOf(Fate.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            seen.add(PowerCut.seeded(seed, COUNT).fate(1, NAME));
        }
        assertThat(seen).containsExactlyInAnyOrder(Fate.KEPT, Fate.LOST);
    }

    @Test
    void someSeedsReorder() {
        int reordered = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            int[] order = PowerCut.seeded(seed, COUNT).order(COUNT);
            if (order != null) {
                assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
                reordered += Arrays.equals(order, new int[] {0, 1, 2, 3, 4}) ? 0 : 1;
            }
        }
        assertThat(reordered).isBetween(SEEDS / 8, SEEDS / 2);
    }
}
