package org.clfs4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An explorer that does not find planted bugs proves nothing. */
class CanaryTest {

    private static final long SEED = 1;
    private static final long STATES = 100_000;

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundAndSeenAgainInTheStateThatIsNamed(Canary canary) throws InterruptedException {
        Subject bugged = Subject.ENGINE.disguisedBy(canary);

        ExplorerReport report = new Explorer(bugged, SEED, STATES).run(2);

        assertThat(report.findings()).as("found").hasSize(1);
        Finding finding = report.findings().get(0);
        System.out.printf(
                Locale.ROOT,
                "Canary %s: caught after %,d states in %.1f s, seed %d, state %s: %s%n",
                canary,
                report.states(),
                report.nanos() / 1e9,
                finding.seed(),
                finding.state(),
                message(finding));
        assertThat(replay(bugged, finding).findings())
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.state()).isEqualTo(finding.state());
                    assertThat(message(again)).isEqualTo(message(finding));
                });
        assertThat(withoutBug(finding)).as("without the bug").isEmpty();
    }

    /** Disks have numbers. */
    private static String message(Finding finding) {
        return finding.violation().getMessage().replaceAll("/sim/\\d+", "/sim");
    }

    /** Without the bug there may be no such state, since the engine does something else then. */
    private static List<Finding> withoutBug(Finding finding) throws InterruptedException {
        try {
            return replay(Subject.ENGINE, finding).findings();
        } catch (NoSuchStateException e) {
            return List.of();
        }
    }

    private static ExplorerReport replay(Subject subject, Finding finding) throws InterruptedException {
        return new Explorer(subject, finding.seed(), 1).replay(finding.state(), line -> {});
    }
}
