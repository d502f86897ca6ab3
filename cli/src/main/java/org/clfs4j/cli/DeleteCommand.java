package org.clfs4j.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs delete}. */
@Command(
        name = "delete",
        header = "Deletes a log with its files, or a stream.",
        description = {
            "",
            "What another process has open for writing is not deleted. The file LOG.lock stays, since another process may be"
                    + " waiting for it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs delete D/log --yes",
            "  clfs delete D/books::ledger --yes",
            "  clfs delete D/books:: --with-streams --yes"
        })
final class DeleteCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(names = "--with-streams", description = "Delete a multiplexed log although it has streams.")
    private boolean withStreams;

    @Mixin
    private Consent consent;

    DeleteCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        Optional<String> stream = log.name().streamName();
        LogName name;
        try (LogFile file = consent.given() ? logs.openAlone(log.name()) : logs.openForReading(log.name())) {
            name = NamedStream.name(file, log.name());
            if (stream.isPresent()) {
                consent.require("stream " + name + " would be deleted with all its records");
                file.deleteStream(stream.get());
            } else {
                requireNoStreams(file);
                int containers = file.information().totalContainers();
                consent.require(name + " would be deleted with " + Count.of(containers, "container"));
                file.delete();
            }
        }
        shell.note("deleted " + name);
        return ExitCode.OK.code();
    }

    /** A script whose variable is empty says D/log:: where it means one stream. */
    private void requireNoStreams(LogFile file) throws LogException {
        if (file.kind() == LogKind.MULTIPLEXED && !withStreams && !file.streams().isEmpty()) {
            throw new ToolException(
                    ExitCode.USAGE,
                    file.name() + " has streams, which would be deleted with it: " + NamedStream.names(file)
                            + "; add --with-streams if that is meant");
        }
    }
}
