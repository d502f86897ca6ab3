package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers added, removed and listed. */
class ContainersCommandTest {

    private static final String FIRST = "logContainer00000000000000000001";
    private static final String THIRD = "logContainer00000000000000000003";

    private final Path directory;
    private final String log;
    private final TestShell shell;

    ContainersCommandTest(@TempDir Path directory) {
        this.directory = directory;
        log = directory.resolve("log").toString();
        shell = new TestShell(directory);
    }

    @BeforeEach
    void logOfThreeContainersTheFirstOfThemInUse() {
        shell.run("create", log, "--containers", "3", "--container-size", "512k");
        shell.run(new byte[] {'x', '\n'}, "append", log);
    }

    private long containerFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().contains("Container")).count();
        }
    }

    @Test
    void addedContainersAreListed() throws IOException {
        assertThat(shell.run("containers", "add", log, "--count", "2")).isZero();
        assertThat(shell.err()).isEqualTo("clfs: added 2 containers of 512 KiB to log:" + log + ", which has 5 now\n");
        assertThat(containerFiles()).isEqualTo(5);
        assertThat(shell.run("containers", "list", log)).isZero();
        assertThat(shell.out().lines()).hasSize(5);
        assertThat(shell.out().lines().findFirst().orElseThrow())
                .isEqualTo("     1  active    container id 00000000  %BLF%/" + FIRST);
        assertThat(shell.out()).contains("inactive  never used");
    }

    @Test
    void aSizeIsNeededForTheFirstContainerOnly() {
        assertThat(shell.run("containers", "add", log, "--size", "4M")).isZero();
        assertThat(shell.err()).contains("added 1 container of 512 KiB");
        assertThat(shell.run("containers", "add", log, "--size", "1k")).as("rounded up").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%BLF%/", "", "absolute", "./"})
    void aContainerThatHoldsNothingIsDeletedHoweverItIsCalled(String prefix) throws IOException {
        String path = switch (prefix) {
            case "absolute" -> directory.resolve(THIRD).toString();
            case "./" -> directory.resolve(".").resolve(THIRD).toString();
            default -> prefix + THIRD;
        };
        assertThat(shell.run("containers", "remove", log, path, "--force")).isZero();
        assertThat(shell.err()).isEqualTo("clfs: deleted %BLF%/" + THIRD + "\n");
        assertThat(directory.resolve(THIRD)).doesNotExist();
        assertThat(containerFiles()).isEqualTo(2);
        assertThat(shell.run("cat", log)).isZero();
        assertThat(shell.out()).endsWith("x\n");
    }

    @Test
    void aContainerInUseIsDeletedLater() {
        assertThat(shell.run("containers", "remove", log, FIRST, THIRD)).isZero();
        assertThat(shell.err().lines())
                .containsExactly(
                        "clfs: %BLF%/" + FIRST + " will be deleted when the base has passed it",
                        "clfs: deleted %BLF%/" + THIRD);
        assertThat(shell.run("containers", "list", log)).isZero();
        assertThat(shell.out()).contains("active pending delete  container id 00000000  %BLF%/" + FIRST);
        assertThat(shell.run("dump", log)).isZero();
        assertThat(shell.out()).contains("to be deleted as soon as nothing needs it");
        assertThat(shell.run("verify", log)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remove LOG logContainer00000000000000000001 --force | 2 | active region",
                "remove LOG logContainer00000000000000000001 logContainer00000000000000000002"
                        + " logContainer00000000000000000003 | 2 | at least 1 container",
                "remove LOG nosuch | 3 | has no container %BLF%/nosuch",
                "remove LOG /elsewhere/file | 2 | /elsewhere/file",
                "remove LOG | 2 | PATH",
                "remove LOG logContainer00000000000000000003 logContainer00000000000000000003 | 2 | twice",
                "add LOG --count 0 | 2 | 1 to 1023",
                "add LOG --count 1022 | 2 | at most 1023",
                "add LOG --size 0 | 2 | is no size",
                "add LOGnosuch | 3 | no log",
                "list LOGnosuch | 3 | no log",
                "'' | 2 | subcommand",
                "frobnicate LOG | 2 | frobnicate"
            })
    void whatCannotBeDoneIsOneSentenceAndChangesNothing(String line, int exitCode, String hint) throws IOException {
        String[] arguments = ("containers " + line.replace("LOG", log)).strip().split(" +");
        assertThat(shell.run(arguments)).isEqualTo(exitCode);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines()).singleElement().asString().startsWith("clfs: ").contains(hint);
        assertThat(containerFiles()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "remove", "list"})
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(shell.run("containers", command, "--help")).isZero();
        assertThat(shell.out()).contains("Usage: clfs containers " + command, "Examples:", "--provider");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void jsonTellsEverythingThatThereIsToTell() {
        assertThat(shell.run("containers", "list", log, "--json")).isZero();
        assertThat(shell.out())
                .contains(
                        "\"state\" : \"ACTIVE\"",
                        "\"logicalId\" : 0",
                        "\"fileName\" : \"" + directory.resolve(FIRST),
                        "\"NORMAL\"",
                        "\"creationTime\" : \"20");
    }
}
