package org.clfs4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void medianIsTheMiddleFigureOrTheMeanOfTheTwo() {
        assertThat(new Series(List.of(5.0, 1.0, 3.0)).median()).isEqualTo(3.0);
        assertThat(new Series(List.of(5.0, 1.0, 3.0, 4.0)).median()).isEqualTo(3.5);
        assertThat(new Series(List.of(7.0)).median()).isEqualTo(7.0);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Series ratios = new Series(List.of(2.0, 9.0)).dividedBy(new Series(List.of(4.0, 3.0)));
        assertThat(ratios.values()).containsExactly(0.5, 3.0);
        assertThat(ratios.min()).isEqualTo(0.5);
        assertThat(ratios.max()).isEqualTo(3.0);
    }
}
