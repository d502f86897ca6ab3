package org.clfs4j.testkit.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplorerMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws InterruptedException {
        out.reset();
        err.reset();
        return ExplorerMain.run(
                arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    @Test
    void nothingWrongIsExitCodeZero() throws InterruptedException {
        assertThat(run("--seed", "12", "--states", "300", "--threads", "1")).isZero();
        assertThat(out.toString(UTF_8)).contains("from seed 12 on", "nothing wrong", "came past {");
        assertThat(err.size()).isZero();
    }

    @Test
    void aFindingIsExitCodeOneAndItsStateShowsItAgain() throws InterruptedException {
        assertThat(run("--canary", "NO_FORCE", "--states", "100000")).isEqualTo(1);
        String report = out.toString(UTF_8);
        String seed = report.replaceAll("(?s).*explore.seed=(\\S+) .*", "$1");
        String state = report.replaceAll("(?s).*explore.state=([0-9./]+).*", "$1");

        assertThat(run("--canary", "NO_FORCE", "--seed", seed, "--state", state)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("state " + state, ": power cut;", "\tat org.clfs4j");
        assertThat(run("--seed", seed, "--state", state)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--seed x           | --seed needs a whole number",
        "--states 0         | --states needs a whole number from 1",
        "--states 1e6       | got 1e6",
        "--threads 0        | --threads needs a whole number from 1 to 256, got 0",
        "--threads 99999999999999999999 | --threads needs a whole number from 1 to 256",
        "--seed             | --seed needs a value",
        "--state            | --state needs a value",
        "--state 5          | A state is written like 17.3/4.0",
        "--canary TWEETY    | There is no canary TWEETY, only [NO_FORCE,",
        "--sead 5           | There is no option --sead",
        "5                  | There is no option 5",
        "--state 99999.0    | There is no state 99999.0 of seed 1",
    })
    void wrongArgumentsAreToldInOneSentenceAndExitCodeTwo(String arguments, String sentence)
            throws InterruptedException {
        assertThat(run(arguments.trim().split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8).lines().findFirst()).get().asString().contains(sentence.trim());
        assertThat(out.toString(UTF_8)).doesNotContain("crash states");
    }
}
