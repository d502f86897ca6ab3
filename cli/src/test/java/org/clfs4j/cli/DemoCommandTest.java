package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    private final Path directory;
    private final TestShell shell;

    DemoCommandTest(@TempDir Path directory) {
        this.directory = directory;
        shell = new TestShell(directory);
    }

    @Test
    void losesNothingAndLeavesNothingBehind() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "first line\nsecond line\n\nlast line");
        int exitCode = shell.run(
                "demo",
                text.toString(),
                "--rounds",
                "3",
                "--producers",
                "3",
                "--seed",
                "1",
                "--dir",
                directory.toString());
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out())
                .contains("4 lines of 1 file, 3 producers, seed 1", "lost = 0, invented = 0, misplaced = 0");
        assertThat(exitCode).isZero();
        assertThat(files()).containsExactly(text);
    }

    @Test
    void providersTakeTurnsAndLoseNothing() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "first line\nsecond line\n");
        int exitCode = shell.run(
                "demo",
                text.toString(),
                "--alternate",
                "--rounds",
                "3",
                "--producers",
                "2",
                "--dir",
                directory.toString());
        assertThat(shell.err()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(shell.out())
                .contains("provider offheap and default", "lost = 0, invented = 0, misplaced = 0");
        assertThat(shell.out().lines().filter(line -> line.endsWith("  offheap, default"))).hasSize(2);
        assertThat(shell.out().lines().filter(line -> line.endsWith("  default, offheap"))).hasSize(1);
    }

    @Test
    void theNamedProviderWritesFirst() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "line\n");
        int exitCode = shell.run(
                "demo",
                text.toString(),
                "--alternate",
                "--provider",
                "default",
                "--rounds",
                "1",
                "--dir",
                directory.toString(),
                "--json");
        assertThat(exitCode).isZero();
        assertThat(shell.out()).contains("\"writer\" : \"default\"", "\"reader\" : \"offheap\"");
    }

    @Test
    void keepsTheLogIfAskedTo() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "line\n");
        int exitCode = shell.run(
                "demo",
                text.toString(),
                "--rounds",
                "1",
                "--producers",
                "1",
                "--dir",
                directory.toString(),
                "--keep",
                "--json");
        assertThat(exitCode).isZero();
        assertThat(shell.out()).contains("\"lost\" : 0", "\"recoveryMillisMax\"");
        String log = shell.err().replaceAll("(?s)clfs: the log is (.*)\n", "$1");
        assertThat(shell.run("verify", log)).isZero();
        assertThat(shell.out()).contains("intact");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
