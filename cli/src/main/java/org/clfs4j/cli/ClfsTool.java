package org.clfs4j.cli;

import java.io.PrintWriter;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OutputException;
import org.clfs4j.cli.console.QuietLogging;
import org.clfs4j.cli.console.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code clfs} tool: parses the command line, runs the command, and ends with one of the {@link ExitCode}s.
 *
 * @threading not thread-safe
 */
@Command(
        name = "clfs",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Creates, fills, reads, checks and measures logs of clfs4j.",
        footer = {
            "",
            "Sizes are bytes; k, M and G stand for powers of 1024. Exit codes: 0 done; 1 damage or loss found; 2 wrong"
                    + " command line; 3 cannot be opened; 4 log full; 5 storage failed."
        })
public final class ClfsTool {

    private final Logs logs;

    private ClfsTool(Logs logs) {
        this.logs = logs;
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Log provider to use, such as default; without it, the best one that works here. \"clfs providers\""
                    + " lists them.")
    private void provider(String name) {
        logs.provider(name);
    }

    /**
     * Runs the tool and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(Shell.ofProcess(), arguments));
    }

    /**
     * Runs the tool.
     *
     * @param shell the outside world
     * @param arguments the command line
     * @return the exit code
     */
    public static int run(Shell shell, String... arguments) {
        QuietLogging.start();
        int exitCode = execute(shell, arguments);
        try {
            shell.out().flush();
            return exitCode;
        } catch (OutputException e) {
            return exitCode == 0 ? failed(shell, e) : exitCode;
        }
    }

    private static int execute(Shell shell, String... arguments) {
        try {
            return commandLine(shell).execute(arguments);
        } catch (Error e) { // picocli hands on what is no Exception
            return failed(shell, e);
        }
    }

    /** Builds the commands; every one gets what it needs by its constructor. */
    static CommandLine commandLine(Shell shell) {
        Logs logs = new Logs(shell);
        CommandLine tool = new CommandLine(new ClfsTool(logs));
        tool.addSubcommand(new CreateCommand(shell, logs))
                .addSubcommand(containers(shell, logs))
                .addSubcommand(new StreamsCommand(shell, logs))
                .addSubcommand(new AppendCommand(shell, logs))
                .addSubcommand(new CatCommand(shell, logs))
                .addSubcommand(new InfoCommand(shell, logs))
                .addSubcommand(new VerifyCommand(shell, logs))
                .addSubcommand(new DumpCommand(shell, logs))
                .addSubcommand(new AdvanceCommand(shell, logs))
                .addSubcommand(new TruncateCommand(shell, logs))
                .addSubcommand(new ResetCommand(shell, logs))
                .addSubcommand(new DeleteCommand(shell, logs))
                .addSubcommand(new ProvidersCommand(shell, logs))
                .addSubcommand(new BenchCommand(shell, logs))
                .addSubcommand(new DemoCommand(shell, logs));
        return tool.setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
                .setParameterExceptionHandler((wrong, given) -> {
                    shell.note(sentence(wrong.getMessage()) + "; see "
                            + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.USAGE.code();
                })
                .setExecutionExceptionHandler((thrown, command, given) -> failed(shell, thrown));
    }

    private static CommandLine containers(Shell shell, Logs logs) {
        return new CommandLine(new ContainersCommand())
                .addSubcommand(new ContainersAddCommand(shell, logs))
                .addSubcommand(new ContainersRemoveCommand(shell, logs))
                .addSubcommand(new ContainersListCommand(shell, logs));
    }

    private static int failed(Shell shell, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!failure.sentence().isEmpty()) {
            shell.note(failure.sentence());
        }
        return failure.exitCode().code();
    }

    /** The parser's messages may have several lines, and end with or without a full stop. */
    private static String sentence(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("^Error: |\\.$", "");
    }
}
