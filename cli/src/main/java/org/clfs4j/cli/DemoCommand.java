package org.clfs4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderSearch;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.TemporaryDirectory;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.cli.demo.Demo;
import org.clfs4j.cli.demo.RoundResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clfs demo}. */
@Command(
        name = "demo",
        header = "Kills a writing process again and again, and shows that nothing acknowledged is lost.",
        description = {
            "",
            "In each round a second Java process appends the lines of some files to a log, several threads at once, each record"
                    + " durable before it is acknowledged. It is killed with SIGKILL at a random moment. Then the log is opened"
                    + " again, and every record in it is compared: what was acknowledged must be there, in order, unchanged,"
                    + " once, and nothing may be there that was never written. Exit code 1 if that does not hold.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs demo",
            "  clfs demo --rounds 100 --producers 16",
            "  clfs demo --alternate --rounds 10",
            "  clfs demo notes.txt book.txt --json"
        })
final class DemoCommand implements Callable<Integer> {

    /** Where the launcher says that this repository is. */
    private static final String HOME_PROPERTY = "clfs.home";

    private final Shell shell;
    private final Logs logs;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files or directories of text whose lines are appended. Default: the texts that came with clfs.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many times to kill. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many threads append at the same time. Default: ${DEFAULT-VALUE}.")
    private int producers;

    @Option(
            names = "--alternate",
            description = "Let the providers that work here take turns: what one has written until it was killed, another reads,"
                    + " and goes on.")
    private boolean alternate;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Chooses the moments of the kills. Default: another one each time; it is printed.")
    private Long seed;

    @Mixin
    private WorkDirectory directory;

    @Option(names = "--keep", description = "Leave the log where it is, to look at it.")
    private boolean keep;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    DemoCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || producers < 1) {
            throw new ToolException(
                    ExitCode.USAGE, "rounds and producers must be at least 1; got " + rounds + " and " + producers);
        }
        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        List<LogProvider> providers = providers();
        List<Path> files = files();
        try (TemporaryDirectory work = directory.create("clfs-demo-")) {
            Demo demo = new Demo(providers, work.path(), files, producers, chosen);
            List<RoundResult> results = run(demo);
            DemoReport report = new DemoReport(chosen, producers, files.size(), demo.lines(), results);
            if (json) {
                Json.document(shell.out(), report::json);
            } else {
                report.text(shell.out());
            }
            if (keep || !report.passed()) {
                work.keep();
                shell.note("the log is " + work.path().resolve("log"));
            }
            return (report.passed() ? ExitCode.OK : ExitCode.DAMAGE).code();
        }
    }

    private List<LogProvider> providers() {
        if (!alternate) {
            return List.of(logs.provider());
        }
        ProviderSearch search = logs.search();
        if (search.found().size() < 2) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "at least two providers are needed to alternate; here there are "
                            + search.found().stream().map(LogProvider::name).toList());
        }
        List<LogProvider> providers = new ArrayList<>(search.found());
        search.chosen().ifPresent(chosen -> {
            providers.removeIf(each -> each.name().equals(chosen.name()));
            providers.add(0, chosen);
        });
        return providers;
    }

    private List<RoundResult> run(Demo demo) throws IOException, InterruptedException {
        List<RoundResult> results = new ArrayList<>();
        try (Progress progress = Progress.ofSteps(shell.terminal(), "demo, rounds", rounds)) {
            for (int round = 0; round < rounds; round++) {
                progress.to(round, rounds);
                results.add(demo.round(round));
            }
            progress.to(rounds, rounds);
        }
        return results;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path source : sources.isEmpty() ? List.of(home()) : sources) {
            if (Files.isDirectory(source)) {
                files.addAll(Demo.sourcesUnder(source));
            } else {
                files.add(source);
            }
        }
        if (files.isEmpty()) {
            throw new ToolException(
                    ExitCode.USAGE, "there is no text file under " + home().toAbsolutePath() + "; name some files");
        }
        return files;
    }

    private Path home() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null || !Files.isDirectory(Path.of(home)) ? shell.directory() : Path.of(home);
    }
}
