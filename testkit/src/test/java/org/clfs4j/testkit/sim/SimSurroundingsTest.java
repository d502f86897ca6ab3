package org.clfs4j.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The clock, the executor, the identities and the mixing of seeds. */
class SimSurroundingsTest {

    @Test
    void aSeedGivesTheSameOnEveryJavaForEver() {
        assertThat(Mix.of(1, 0)).isEqualTo(0x910A2DEC89025CC1L);
        assertThat(Mix.of(-1, 1000)).isEqualTo(0xB758F7144A7E200AL);
    }

    @Test
    void oneSeedsNumbersDifferAndStayInTheirRange() {
        Set<Long> seen = new HashSet<>();
        int[] counts = new int[7];
        for (int number = 0; number < 7000; number++) {
            seen.add(Mix.of(5, number));
            counts[Mix.below(7, 5, number)]++;
        }
        assertThat(seen).hasSize(7000);
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 800);
    }

    @Test
    void identitiesFollowFromTheSeedAndNeverRepeat() {
        SimRandom random = new SimRandom(1);
        SimRandom same = new SimRandom(1);

        assertThat(random.newIdentity()).isEqualTo(same.newIdentity());
        assertThat(random.newIdentity()).isEqualTo(same.newIdentity()).isNotEqualTo(new SimRandom(1).newIdentity());
        assertThat(new SimRandom(2).newIdentity()).isNotEqualTo(new SimRandom(1).newIdentity());
    }

    @Test
    void theClockMovesWhenItIsMovedAndTheWallClockAlsoBackwards() {
        SimClock clock = new SimClock(1000);
        clock.advance(2_500_000);
        assertThat(clock.nanos()).isEqualTo(2_500_000);
        assertThat(clock.epochMillis()).isEqualTo(1002);

        clock.set(500);

        assertThat(clock.nanos()).isEqualTo(2_500_000);
        assertThat(clock.epochMillis()).isEqualTo(500);
        clock.advance(1_000_000);
        assertThat(clock.epochMillis()).isEqualTo(501);
        assertThatThrownBy(() -> clock.advance(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tasksRunInTheirOrderWhenTheyAreLetAndNotBefore() {
        SimExecutor executor = new SimExecutor();
        List<Integer> ran = new ArrayList<>();
        executor.execute(() -> {
            ran.add(1);
            executor.execute(() -> ran.add(3));
        });
        executor.execute(() -> ran.add(2));
        assertThat(ran).isEmpty();
        assertThat(executor.waiting()).isEqualTo(2);

        assertThat(executor.runOne()).isTrue();
        assertThat(ran).containsExactly(1);
        executor.runAll();
        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(executor.runOne()).isFalse();
    }
}
