package org.clfs4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.clfs4j.LogName;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OutputException;
import org.clfs4j.cli.console.QuietLogging;
import org.clfs4j.cli.console.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The {@code clfs} tool: parses the command line, runs the command, and ends with one of the {@link ExitCode}s. In a process of its own it
 * has all commands; as a guest in another one, only those that read.
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
     * Runs the tool in a process of its own.
     *
     * @param shell the outside world
     * @param arguments the command line
     * @return the exit code
     */
    public static int run(Shell shell, String... arguments) {
        QuietLogging.start();
        return run(commandLine(shell), shell, arguments);
    }

    /**
     * Runs one of the commands that only read, in a process that is somebody else's: nothing of the process is changed, and no
     * log is.
     *
     * @param shell the outside world
     * @param host what has the providers and knows logs by name
     * @param more commands of the host
     * @param arguments the command line
     * @return the exit code
     */
    public static int runAsGuest(Shell shell, Host host, List<?> more, String... arguments) {
        StringWriter help = new StringWriter();
        CommandLine tool = guestCommandLine(shell, host, more).setOut(new PrintWriter(help));
        int exitCode = execute(tool, shell, arguments);
        return flushed(shell, exitCode, asTyped(help.toString(), tool));
    }

    private static int run(CommandLine tool, Shell shell, String... arguments) {
        return flushed(shell, execute(tool, shell, arguments), "");
    }

    private static int flushed(Shell shell, int exitCode, String rest) {
        try {
            shell.out().write(StandardCharsets.UTF_8.encode(rest));
            shell.out().flush();
            return exitCode;
        } catch (OutputException e) {
            return exitCode == 0 ? failed(shell, e) : exitCode;
        }
    }

    private static int execute(CommandLine tool, Shell shell, String... arguments) {
        try {
            return tool.execute(arguments);
        } catch (Error e) { // picocli hands on what is no Exception
            return failed(shell, e);
        }
    }

    /** Builds the commands; every one gets what it needs by its constructor. */
    static CommandLine commandLine(Shell shell) {
        Logs logs = new Logs(shell, Host.PROCESS);
        CommandLine tool = new CommandLine(new ClfsTool(logs));
        tool.addSubcommand(new CreateCommand(shell, logs))
                .addSubcommand(containers(shell, logs))
                .addSubcommand(new StreamsCommand(shell, logs))
                .addSubcommand(new AppendCommand(shell, logs))
                .addSubcommand(new CatCommand(shell, logs))
                .addSubcommand(new InfoCommand(shell, logs))
                .addSubcommand(new VerifyCommand(shell, logs))
                .addSubcommand(new WatchCommand(shell, logs))
                .addSubcommand(new DumpCommand(shell, logs))
                .addSubcommand(new AdvanceCommand(shell, logs))
                .addSubcommand(new TruncateCommand(shell, logs))
                .addSubcommand(new ResetCommand(shell, logs))
                .addSubcommand(new DeleteCommand(shell, logs))
                .addSubcommand(new ProvidersCommand(shell, logs))
                .addSubcommand(new BenchCommand(shell, logs))
                .addSubcommand(new DemoCommand(shell, logs));
        return prepared(tool, shell, Host.PROCESS).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    }

    /** Builds the commands that only read. The terminal is the host's, so that its width is not asked for. */
    private static CommandLine guestCommandLine(Shell shell, Host host, List<?> more) {
        Logs logs = new Logs(shell, host);
        CommandLine tool = new CommandLine(new ClfsTool(logs));
        tool.getCommandSpec().usageMessage().header("Reads and checks logs of clfs4j.");
        more.forEach(tool::addSubcommand);
        tool.addSubcommand(new StreamsCommand(shell, logs))
                .addSubcommand(readableContainers(shell, logs))
                .addSubcommand(new CatCommand(shell, logs))
                .addSubcommand(new InfoCommand(shell, logs))
                .addSubcommand(new VerifyCommand(shell, logs))
                .addSubcommand(new WatchCommand(shell, logs))
                .addSubcommand(new DumpCommand(shell, logs))
                .addSubcommand(new ProvidersCommand(shell, logs));
        return prepared(tool, shell, host)
                .setParameterExceptionHandler((wrong, given) -> misused(shell, wrong, help -> asTyped(help, tool)))
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    private static CommandLine prepared(CommandLine tool, Shell shell, Host host) {
        return tool.registerConverter(LogName.class, new LogNameConverter(host, shell.directory()))
                .setOut(new PrintWriter(shell.out(), true))
                .setErr(new PrintWriter(shell.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> misused(shell, wrong, help -> help))
                .setExecutionExceptionHandler((thrown, command, given) -> failed(shell, thrown));
    }

    private static int misused(Shell shell, ParameterException wrong, UnaryOperator<String> typed) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        shell.note(sentence(wrong.getMessage()) + "; see " + typed.apply(help));
        return ExitCode.USAGE.code();
    }

    /** Writes commands as they are typed at a console, where {@code clfs} is what their names begin with: {@code clfs:cat}. */
    private static String asTyped(String text, CommandLine tool) {
        return text.replaceAll("\\bclfs (?=(" + String.join("|", tool.getSubcommands().keySet()) + ")\\b)", "clfs:");
    }

    private static CommandLine containers(Shell shell, Logs logs) {
        return new CommandLine(new ContainersCommand())
                .addSubcommand(new ContainersAddCommand(shell, logs))
                .addSubcommand(new ContainersRemoveCommand(shell, logs))
                .addSubcommand(new ContainersListCommand(shell, logs));
    }

    private static CommandLine readableContainers(Shell shell, Logs logs) {
        CommandLine containers =
                new CommandLine(new ContainersCommand()).addSubcommand(new ContainersListCommand(shell, logs));
        containers
                .getCommandSpec()
                .usageMessage()
                .header("Lists the containers of a log.")
                .footer("", "Examples:", "  clfs containers list D/log");
        return containers;
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
