package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets one clear sentence and an exit code, and changes nothing. */
class BadInputTest {

    private final Path directory;
    private final TestShell shell;

    BadInputTest(@TempDir Path directory) {
        this.directory = directory;
        shell = new TestShell(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "cat", "info", "verify", "dump"})
    void aLogThatIsNotThere(String command) throws IOException {
        refused(3, "nolog", command, path("nolog"));
        refused(3, "nodirectory", command, path("nodirectory/log"));
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "cat", "info", "verify", "dump"})
    void aFileThatIsNoLog(String command) throws IOException {
        Files.writeString(directory.resolve("text.blf"), "not a log\n".repeat(1000));
        shell.run(command, path("text"));
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines()).singleElement().asString().contains("text.blf");
        assertThat(directory.resolve("text.blf")).hasContent("not a log\n".repeat(1000));
    }

    @Test
    void aLogThatExistsAlready() {
        create("log");
        refused(3, "exists", "create", path("log"));
    }

    @Test
    void aWrongSectorSizeLeavesNothingBehind() throws IOException {
        refused(2, "1000", "create", path("log"), "--sector-size", "1000");
        assertThat(files()).isEmpty();
    }

    @Test
    void aLogInUse() throws IOException {
        create("log");
        try (LogFile other = LogProvider.load()
                .open(
                        LogName.of(directory.resolve("log")),
                        OpenOptions.openExisting().exclusive())) {
            refused(3, other.name().toString(), "append", path("log"));
        }
    }

    @Test
    void aFullLogSaysHowFarItGotAndKeepsIt() {
        create("log");
        byte[] input = "0123456789abcde\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThat(shell.run(input, "append", path("log"))).isEqualTo(4);
        String sentence = shell.err();
        assertThat(sentence.lines()).singleElement().asString().contains("full", "appended before that: ");
        long records = Long.parseLong(sentence.replaceAll("(?s).*appended before that: (\\d+) records.*", "$1"));
        assertThat(shell.run("cat", path("log"), "--format", "raw")).isZero();
        assertThat(shell.outBytes().length).isEqualTo(16 * records);
        refused(4, "full", new byte[] {'x'}, "append", path("log"));
    }

    @Test
    void anInputThatIsNotThere() {
        create("log");
        refused(3, "nofile", "append", path("log"), "--from", path("nofile"));
        refused(3, "is a directory", "append", path("log"), "--from", directory.toString());
    }

    @Test
    void aWorkDirectoryThatIsNotThere() {
        refused(3, "nodirectory", "demo", "--dir", path("nodirectory"), path("nofile"));
        refused(3, "nodirectory", "bench", "--dir", path("nodirectory"));
    }

    @Test
    void aDemoWithoutText() throws IOException {
        refused(2, "no text file", "demo", directory.toString());
        Path empty = Files.createFile(directory.resolve("empty"));
        refused(2, "no line of text", "demo", empty.toString());
    }

    private void create(String name) {
        assertThat(shell.run("create", path(name), "--containers", "2", "--container-size", "512k"))
                .isZero();
    }

    private void refused(int exitCode, String hint, String... arguments) {
        refused(exitCode, hint, new byte[0], arguments);
    }

    private void refused(int exitCode, String hint, byte[] input, String... arguments) {
        int actual = shell.run(input, arguments);
        assertThat(shell.err().lines())
                .singleElement()
                .asString()
                .startsWith("clfs: ")
                .contains(hint);
        assertThat(actual).isEqualTo(exitCode);
        assertThat(shell.out()).isEmpty();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
