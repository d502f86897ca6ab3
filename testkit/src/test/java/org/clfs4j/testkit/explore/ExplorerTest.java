package org.clfs4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clfs4j.core.io.Storage;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    private static ExplorerReport explore(Subject subject, long seed, long states, int threads)
            throws InterruptedException {
        return new Explorer(subject, seed, states).run(threads);
    }

    @Test
    void theReportFollowsFromSeedAndStatesWhateverTheThreadsDo() throws InterruptedException {
        ExplorerReport one = explore(Subject.ENGINE, 7, 3000, 1);
        ExplorerReport three = explore(Subject.ENGINE, 7, 3000, 3);

        assertThat(one.findings()).isEmpty();
        assertThat(one.states()).isGreaterThanOrEqualTo(3000);
        assertThat(three.states()).isEqualTo(one.states());
        assertThat(three.workloads()).isEqualTo(one.workloads());
        assertThat(three.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(three.marks()).isEqualTo(one.marks());
        assertThat(one).hasToString(one.toString()).asString().contains("from seed 7 on", "nothing wrong");
    }

    @Test
    void otherSeedsMakeOtherStates() throws InterruptedException {
        assertThat(explore(Subject.ENGINE, 7, 1000, 1).fingerprint())
                .isNotEqualTo(explore(Subject.ENGINE, 8, 1000, 1).fingerprint());
    }

    @Test
    void theFirstFindingIsTheSameWhateverTheThreadsDo() throws InterruptedException {
        Subject bugged = Subject.ENGINE.disguisedBy(Canary.NO_FORCE);
        Finding one = explore(bugged, 100, 100_000, 1).findings().get(0);
        Finding three = explore(bugged, 100, 100_000, 3).findings().get(0);

        assertThat(three.seed()).isEqualTo(one.seed());
        assertThat(three.state()).isEqualTo(one.state());
        assertThat(message(three)).isEqualTo(message(one));
    }

    /** Without the disk's number, which is another for every disk. */
    private static String message(Finding finding) {
        return finding.violation().getMessage().replaceAll("/sim/[0-9]+", "/sim");
    }

    @Test
    void aFindingTellsHowToSeeItAgain() throws InterruptedException {
        Finding finding = explore(Subject.ENGINE.disguisedBy(Canary.NO_FORCE), 1, 100_000, 1)
                .findings()
                .get(0);

        assertThat(finding.toString())
                .contains(finding.violation().getMessage())
                .contains("mvn ", "-Dtest=CrashExplorationTest ")
                .endsWith("-Dclfs4j.explore.seed=" + finding.seed() + " -Dclfs4j.explore.state=" + finding.state());
    }

    @Test
    void aReplayTellsWhatWasDoneAndWhatThePowerCutTook() throws InterruptedException {
        List<String> story = new ArrayList<>();
        ExplorerReport report = new Explorer(Subject.ENGINE, 3, 1).replay("3.1/2.0", story::add);

        assertThat(report.findings()).isEmpty();
        assertThat(report.states()).isEqualTo(2);
        assertThat(story)
                .anyMatch(line -> line.startsWith("workload 3: "))
                .anyMatch(line -> line.startsWith("  2 Write"))
                .anyMatch(line -> line.startsWith("3.1: power cut"))
                .anyMatch(line -> line.startsWith("3.1/2.0: power cut"))
                .anyMatch(line -> line.startsWith("  KEPT ") || line.startsWith("  LOST "));
    }

    @Test
    void theWorkloadItselfCanBeReplayed() throws InterruptedException {
        Subject broken = Subject.ENGINE.disguisedBy(real -> new StorageDisguise(real) {
            @Override
            public void forceDirectory() throws IOException {
                throw new IOException("broken");
            }
        });
        Finding finding = explore(broken, 1, 1, 1).findings().get(0);

        assertThat(finding.state()).isEqualTo("workload");
        assertThat(new Explorer(broken, 1, 1).replay("workload", line -> {}).findings()).hasSize(1);
        assertThat(new Explorer(Subject.ENGINE, 1, 1).replay("workload", line -> {}).findings())
                .isEmpty();
    }

    @Test
    void aStateThatDoesNotExistIsRefused() {
        Explorer explorer = new Explorer(Subject.ENGINE, 3, 1);

        assertThatThrownBy(() -> explorer.replay("99999.0", line -> {}))
                .isInstanceOf(NoSuchStateException.class)
                .hasMessageContaining("99999.0 of seed 3");
        assertThatThrownBy(() -> explorer.replay("5", line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("17.3/4.0");
    }

    @Test
    void whatNoMethodMayThrowIsFound() throws InterruptedException {
        Subject broken = Subject.ENGINE.disguisedBy(real -> new StorageDisguise(real) {
            @Override
            public void forceDirectory() {
                throw new IllegalStateException("broken");
            }
        });

        assertThat(explore(broken, 1, 1, 1).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.violation())
                        .hasMessageContaining("no method of a log may throw")
                        .hasMessageContaining("broken"));
    }

    @Test
    void aLogThatHangsIsFound() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Subject hanging = Subject.ENGINE.disguisedBy(real -> hanging(real, end));
        ExplorerReport report = new Explorer(hanging, 1, 1000).lookingEvery(5).run(2);
        end.countDown();

        assertThat(report.findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.violation()).hasMessage("the log hangs");
            assertThat(finding.violation().getStackTrace())
                    .as("where it hangs")
                    .anyMatch(frame -> frame.getMethodName().equals("forceDirectory"));
        });
    }

    private static Storage hanging(Storage real, CountDownLatch end) {
        return new StorageDisguise(real) {
            @Override
            public void forceDirectory() throws IOException {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.forceDirectory();
            }
        };
    }

    @Test
    void aStatesNameIsReadAsItIsWritten() {
        assertThat(StateId.parse("17.3/4.0")).isEqualTo(StateId.WORKLOAD.then(17, 3).then(4, 0));
        assertThat(StateId.parse("17.3/4.0")).hasToString("17.3/4.0");
        assertThat(StateId.parse("workload")).isEqualTo(StateId.WORKLOAD).hasToString("workload");
        for (String wrong : List.of("", "17", "17.", ".3", "17.3/", "a.b", "1.2.3", "-1.0", "1.9999999999")) {
            assertThatThrownBy(() -> StateId.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("17.3/4.0");
        }
    }
}
