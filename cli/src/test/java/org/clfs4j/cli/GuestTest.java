package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderSearch;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** The tool in a process that is somebody else's. */
class GuestTest implements Host {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<LogProvider> providers = new ArrayList<>(List.of(LogProvider.load("default")));
    private final Path directory;
    private final TestLog log;

    GuestTest(@TempDir Path directory) {
        this.directory = directory;
        log = new TestLog(new TestShell(directory), directory.resolve("log"), "ledger");
    }

    /** A command of the host. */
    @Command(name = "greet")
    static final class Greeting implements Callable<Integer> {
        @Override
        public Integer call() {
            return 42;
        }
    }

    @Override
    public ProviderSearch providers() {
        return new ProviderSearch(providers, List.of(), providers.stream().findFirst(), "the host has no other");
    }

    @Override
    public Optional<LogName> logNamed(String text) {
        if (text.equals("several")) {
            throw new IllegalArgumentException("\"several\" is the name of 2 logs");
        }
        return text.equals("books") ? Optional.of(log.name().stream("ledger")) : Optional.empty();
    }

    private int run(String... arguments) {
        Shell shell = new Shell(
                Channels.newChannel(new ByteArrayInputStream(new byte[0])),
                false,
                new Output(Channels.newChannel(out)),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                () -> false,
                System::nanoTime,
                directory);
        return ClfsTool.runAsGuest(shell, this, List.of(new Greeting()), arguments);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aNameThatTheHostKnowsIsALog() throws Exception {
        log.append("ledger", "one");
        assertThat(run("cat", "books")).as(err()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("00000000:00000000:000  one\n");
    }

    @Test
    void anyOtherNameIsAPathFromTheDirectoryOfTheSession() throws Exception {
        log.append("ledger", "one");
        assertThat(run("cat", "./log::ledger")).as(err()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("one\n");
    }

    @Test
    void aNameOfSeveralLogsIsRefusedWithOneSentence() {
        assertThat(run("cat", "several")).isEqualTo(2);
        assertThat(err().lines()).singleElement().asString().contains("\"several\" is the name of 2 logs");
    }

    @Test
    void theProvidersAreThoseOfTheHost() {
        assertThat(run("providers")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("default (rank 0)")
                .doesNotContain("offheap")
                .endsWith("chosen: default, the host has no other\n");
        assertThat(run("info", "books", "--provider", "offheap")).isEqualTo(2);
        assertThat(err()).contains("No log provider named \"offheap\" works here; there are: [default]");
    }

    @Test
    void withoutAProviderThereIsOneSentence() {
        providers.clear();
        assertThat(run("info", "books")).isEqualTo(2);
        assertThat(err()).isEqualTo("clfs: the host has no other\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "append", "advance", "truncate", "reset", "delete", "bench", "demo", "containers add"})
    void commandsThatWriteAreNotThere(String command) throws Exception {
        String before = log.contents();
        assertThat(run((command + " books --yes").split(" "))).isEqualTo(2);
        assertThat(err().lines()).singleElement();
        assertThat(log.contents()).isEqualTo(before);
    }

    @Test
    void commandsOfTheHostAreThere() {
        assertThat(run("greet")).isEqualTo(42);
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Reads and checks", "greet", "cat", "watch")
                .doesNotContain("create", "append", "delete", "Adds");
    }

    @Test
    void helpNamesCommandsAsTheyAreTyped() {
        assertThat(run("cat", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Usage: clfs:cat ", "  clfs:cat D/log", "\"clfs:providers\"")
                .doesNotContain("clfs cat");
        assertThat(run("containers", "list")).isEqualTo(2);
        assertThat(err()).endsWith("; see clfs:containers list --help\n");
    }

    @Test
    void theProcessGoesOnLogging() {
        Logger library = Logger.getLogger("org.clfs4j");
        Level before = library.getLevel();
        library.setLevel(Level.FINE);
        try {
            run("info", "books");
            assertThat(library.getLevel()).isEqualTo(Level.FINE);
        } finally {
            library.setLevel(before);
        }
    }
}
