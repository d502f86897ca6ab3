package org.clfs4j.cli;

import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStream;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs advance}. */
@Command(
        name = "advance",
        header = "Advances the base of a log or stream: gives up its oldest records.",
        description = {
            "",
            "Containers that no stream needs any more become free, and the new base is durable when the command ends. A base"
                    + " moves forward only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs advance D/log --to 00000001:0000fe00:003",
            "  clfs advance D/books::ledger --to end"
        })
final class AdvanceCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--to",
            paramLabel = "LSN|end",
            required = true,
            converter = NewBase.Converter.class,
            description = "The record that becomes the oldest; or end, which gives up all of them.")
    private NewBase newBase;

    AdvanceCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        String done;
        try (LogFile file = logs.openForWriting(log.name());
                LogStream stream = NamedStream.open(file, log.name())) {
            stream.advanceBase(newBase.in(stream));
            stream.flushMetadata();
            LogInformation now = file.information();
            done = "the base of " + NamedStream.name(file, log.name()) + " is LSN " + stream.baseLsn() + " now; "
                    + now.freeContainers() + " of " + now.totalContainers() + " containers are free";
        }
        shell.note(done);
        return ExitCode.OK.code();
    }
}
