package org.clfs4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The engine as it is, crashed as often as the build has time for. */
class CrashExplorationTest {

    private static final int DEFAULT_STATES = 500_000;
    private static final long SEED = Long.getLong(ExplorerMain.SEED_PROPERTY, 1);
    private static final long STATES = Long.getLong(ExplorerMain.STATES_PROPERTY, DEFAULT_STATES);
    private static final int THREADS = Integer.getInteger(ExplorerMain.THREADS_PROPERTY, 2);
    private static final String STATE = System.getProperty(ExplorerMain.STATE_PROPERTY, "");

    @Test
    void noCrashLosesOrInventsARecordOrThrowsWhatIsNotTyped() throws InterruptedException {
        Explorer explorer = new Explorer(Subject.ENGINE, SEED, STATES);
        ExplorerReport report =
                STATE.isEmpty() ? explorer.run(THREADS) : explorer.replay(STATE, System.out::println);

        System.out.println("Crash exploration: " + report);
        System.out.println("It came past " + report.marks());
        report.findings().forEach(finding -> finding.violation().printStackTrace(System.out));
        assertThat(report.findings()).isEmpty();
        if (STATE.isEmpty()) {
            assertThat(report.states()).isGreaterThanOrEqualTo(STATES);
        }
        if (STATE.isEmpty() && STATES >= DEFAULT_STATES) {
            assertThat(report.missedMarks()).as("what it should have come past").isEmpty();
        }
    }
}
