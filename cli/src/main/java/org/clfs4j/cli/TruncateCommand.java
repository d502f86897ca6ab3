package org.clfs4j.cli;

import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs truncate}. */
@Command(
        name = "truncate",
        header = "Takes the youngest records out of a dedicated log.",
        description = {
            "",
            "All records behind the given one are gone when the command ends; after a crash either all of them are, or none."
                    + " Giving up the oldest records is \"clfs advance\".",
            ""
        },
        footer = {"", "Examples:", "  clfs truncate D/log --to 00000001:0000fe00:003"})
final class TruncateCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--to",
            paramLabel = "LSN",
            required = true,
            converter = LsnConverter.class,
            description = "The record that becomes the youngest.")
    private Lsn last;

    TruncateCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        String done;
        try (LogFile file = logs.openForWriting(log.name())) {
            if (file.kind() == LogKind.MULTIPLEXED) {
                throw new ToolException(
                        ExitCode.USAGE, "only a dedicated log can be truncated, " + file.name() + " is multiplexed");
            }
            try (LogStream stream = file.stream()) {
                stream.truncate(last);
                done = "LSN " + last + " is the youngest record of " + file.name() + " now, the next one comes behind it";
            }
        }
        shell.note(done);
        return ExitCode.OK.code();
    }
}
