package org.clfs4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.ProviderSearch;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clfs providers}. */
@Command(
        name = "providers",
        header = "Lists the log providers, what each can do here, and which is chosen.",
        description = {
            "",
            "All providers write the same files, and each goes on where another has ended. What one can do depends on Java, on"
                    + " the options that it was started with, and on the file system.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs providers",
            "  clfs providers --dir /mnt/fast",
            "  clfs providers --json | jq -r .chosen"
        })
final class ProvidersCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The directory whose logs are meant. Default: the current one.")
    private Path directory;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    ProvidersCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        Path asked = Optional.ofNullable(directory).map(shell.directory()::resolve).orElse(shell.directory()).toAbsolutePath();
        if (!Files.isDirectory(asked)) {
            throw new ToolException(ExitCode.CANNOT_OPEN, directory + " is no directory; name another with --dir");
        }
        ProviderSearch search = logs.search();
        ProvidersReport report = new ProvidersReport(asked.normalize(), search);
        if (json) {
            Json.document(shell.out(), report::json);
        } else {
            report.text(shell.out());
        }
        return (search.chosen().isPresent() ? ExitCode.OK : ExitCode.USAGE).code();
    }
}
