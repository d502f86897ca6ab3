package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.clfs4j.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operands that name streams, and how streams come to be. */
class StreamOperandTest {

    private final Path directory;
    private final String log;
    private final TestShell shell;

    StreamOperandTest(@TempDir Path directory) {
        this.directory = directory;
        log = directory.resolve("log").toString();
        shell = new TestShell(directory);
    }

    private TestLog books() {
        return new TestLog(shell, Path.of(log), "ledger", "audit");
    }

    private int append(String operand, String text, String... options) {
        String[] arguments = Stream.concat(Stream.of("append", operand), Stream.of(options)).toArray(String[]::new);
        return shell.run(text.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void aStreamIsCreatedWithItsLog() {
        assertThat(shell.run("create", log + "::ledger", "--containers", "3", "--container-size", "512k"))
                .isZero();
        assertThat(shell.err()).isEqualTo("clfs: created log:" + log + "::ledger with 3 containers of 1 MiB\n");
        assertThat(shell.run("info", log + "::ledger")).isZero();
        assertThat(shell.out()).contains("log:" + log + "::, multiplexed", "stream         ledger, id 1");
    }

    @Test
    void aStreamIsCreatedInALogThatIsThere() {
        books();
        assertThat(shell.run("create", log + "::third")).isZero();
        assertThat(shell.err()).isEqualTo("clfs: created stream log:" + log + "::third\n");
        assertThat(shell.run("containers", "list", log)).isZero();
        assertThat(shell.out().lines()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOG::ledger | 3 | exists already",
                "LOG:: | 3 | exists already",
                "LOG | 3 | exists already",
                "LOG::third --containers 4 | 2 | keeps its sizes",
                "LOG::third --container-size 16M | 2 | keeps its sizes",
                "LOG::third --sector-size 512 | 2 | keeps its sizes"
            })
    void whatCannotBeCreatedIsOneSentenceAndChangesNothing(String line, int exitCode, String hint) throws IOException {
        TestLog books = books();
        books.refuses(exitCode, hint, ("create " + line.replace("LOG", log)).split(" "));
    }

    @Test
    void aStreamOfADedicatedLogIsNotCreated() throws IOException {
        TestLog dedicated = new TestLog(shell, Path.of(log));
        dedicated.refuses(2, "is dedicated", "create", log + "::ledger");
    }

    @Test
    void aNameThatNoStreamCanHaveLeavesNothingBehind() throws IOException {
        assertThat(shell.run("create", log + "::" + "x".repeat(256))).isEqualTo(2);
        assertThat(shell.err().lines()).singleElement().asString().contains("1 to 255 bytes");
        assertThat(files()).noneMatch(file -> file.toString().endsWith(".blf"));
        TestLog books = books();
        books.refuses(2, "1 to 255 bytes", "create", log + "::" + "x".repeat(256));
    }

    @Test
    void eachStreamGetsItsOwnRecordsBack() {
        books();
        assertThat(append(log + "::ledger", "one\ntwo\n")).isZero();
        assertThat(append("log:" + log + "::audit", "a\n")).isZero();
        assertThat(append(log + ".blf::ledger", "three\n")).isZero();
        assertThat(shell.run("cat", log + "::ledger", "--format", "raw")).isZero();
        assertThat(shell.out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(shell.run("cat", log + "::audit", "--format", "raw")).isZero();
        assertThat(shell.out()).isEqualTo("a\n");
    }

    @Test
    void theFirstColonsEndThePath() {
        assertThat(shell.run("create", log + "::a::b", "--containers", "2", "--container-size", "1M"))
                .isZero();
        assertThat(append(log + "::a::b", "x\n")).isZero();
        assertThat(shell.run("streams", log)).isZero();
        assertThat(shell.out().lines().toList().get(1)).endsWith("  a::b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "verify", "dump", "streams", "containers list", "containers add"})
    void aPathWithoutColonsWillDoForTheLogAsAWhole(String command) {
        books();
        append(log + "::ledger", "one\n");
        for (String operand : new String[] {log, log + "::", "log:" + log + "::", log + ".blf"}) {
            assertThat(shell.run((command + " " + operand).split(" "))).as(operand).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"append LOG", "append LOG --create", "cat LOG", "advance LOG --to end", "reset LOG --yes"})
    void aCommandThatNeedsAStreamSaysWhichThereAre(String line) throws IOException {
        TestLog books = books();
        for (String operand : new String[] {log, log + "::"}) {
            books.refuses(
                    2,
                    "log:" + log + "::ledger, log:" + log + "::audit",
                    line.replace("LOG", operand).split(" "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "append",
                "cat",
                "info",
                "dump",
                "streams",
                "containers list",
                "containers add",
                "containers remove PATH",
                "advance --to end",
                "truncate --to NULL",
                "reset",
                "reset --yes",
                "delete",
                "delete --yes"
            })
    void aStreamThatIsNotThereIsOneSentenceWithThoseThatAre(String line) throws IOException {
        TestLog books = books();
        String operand = log + "::legder";
        String arguments = line.contains("PATH") ? line.replace("PATH", operand + " x") : line + " " + operand;
        books.refuses(
                3,
                "there is no stream log:" + operand + "; there are log:" + log + "::ledger, log:" + log + "::audit",
                arguments.split(" "));
    }

    @Test
    void onlySomeOfManyStreamsAreNamed() throws IOException {
        TestLog many = new TestLog(shell, Path.of(log), "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        many.refuses(2, "log:" + log + "::h and 2 more", "cat", log);
    }

    @Test
    void aLogTakesSoManyStreamsAndNoMore() throws IOException {
        TestLog full = books();
        try (LogFile open = full.open()) {
            for (int i = 2; i < LogFile.MAX_STREAMS; i++) {
                open.stream("s" + i).close();
            }
        }
        full.refuses(5, "512 streams", "create", log + "::onemore");
        full.refuses(5, "512 streams", "append", log + "::onemore", "--create");
    }

    @Test
    void aLogWithoutStreamsSaysHowToMakeOne() throws IOException {
        shell.run("create", log + "::", "--containers", "2", "--container-size", "1M");
        assertThat(shell.run("cat", log)).isEqualTo(2);
        assertThat(shell.err()).contains("has no streams yet, \"clfs create log:" + log + "::NAME\" makes one");
        assertThat(append(log + "::ledger", "x\n")).isEqualTo(3);
        assertThat(shell.err()).contains("has no streams yet");
        assertThat(shell.run("streams", log)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "cat", "info", "dump", "streams", "advance --to end", "reset --yes", "delete --yes"})
    void aStreamOfADedicatedLogIsRefused(String line) throws IOException {
        TestLog dedicated = new TestLog(shell, Path.of(log));
        dedicated.refuses(2, "is dedicated and has one stream", (line + " " + log + "::ledger").split(" "));
        dedicated.refuses(2, "is dedicated and has one stream", (line + " " + log + "::").split(" "));
    }

    @Test
    void appendCreatesAStreamIfAskedToAndSaysSo() {
        books();
        assertThat(append(log + "::third", "x\n", "--create")).isZero();
        assertThat(shell.err().lines().findFirst()).contains("clfs: created stream log:" + log + "::third");
        assertThat(append(log + "::third", "y\n", "--create")).isZero();
        assertThat(shell.err().lines()).singleElement().asString().contains("appended 1 record");
        assertThat(shell.run("cat", log + "::third", "--format", "raw")).isZero();
        assertThat(shell.out()).isEqualTo("x\ny\n");
    }

    @Test
    void aStreamIsFollowedWhileOthersAppend() {
        books();
        append(log + "::ledger", "zero\n");
        AtomicInteger pauses = new AtomicInteger();
        TestShell follower = new TestShell(directory);
        follower.whilePausing(() -> {
            append(log + "::ledger", "line " + pauses.incrementAndGet() + "\n");
            append(log + "::audit", "other\n");
            return pauses.get() < 3;
        });
        assertThat(follower.run("cat", log + "::ledger", "--format", "raw", "--follow")).isZero();
        assertThat(follower.out()).isEqualTo("zero\nline 1\nline 2\n");
    }

    @Test
    void appendDoesNotCreateALog() throws IOException {
        assertThat(append(log + "::third", "x\n", "--create")).isEqualTo(3);
        assertThat(files()).isEmpty();
    }

    @Test
    void namesThatPlayTricksAreShownAndNotObeyed() {
        String hostile = "\u001b[2Jx";
        new TestLog(shell, Path.of(log), hostile);
        append(log + "::" + hostile, "x\n");
        for (String command : new String[] {"streams", "info", "dump"}) {
            assertThat(shell.run(command, log)).isZero();
            assertThat(shell.out()).doesNotContain("\u001b").contains("\\x1b[2Jx");
        }
        assertThat(shell.run("cat", log)).isEqualTo(2);
        assertThat(shell.err()).doesNotContain("\u001b").contains("\\x1b[2Jx");
    }
}
