package org.clfs4j.cli;

import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clfs reset}. */
@Command(
        name = "reset",
        header = "Takes all records and restart areas out of a log or stream, which begins anew.",
        description = {
            "",
            "Its LSNs go on above those that it had. A stream can be reset " + LogStream.MAX_RESETS + " times; \"clfs advance"
                    + " --to end\" gives its records up as often as you like.",
            ""
        },
        footer = {"", "Examples:", "  clfs reset D/log --yes", "  clfs reset D/books::ledger --yes"})
final class ResetCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Mixin
    private Consent consent;

    ResetCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        LogName name;
        int left;
        try (LogFile file = consent.given() ? logs.openAlone(log.name()) : logs.openForReading(log.name());
                LogStream stream = NamedStream.open(file, log.name())) {
            name = NamedStream.name(file, log.name());
            StreamInformation now = stream.information();
            consent.require(name + " would lose all its records, LSN " + now.baseLsn() + " up to " + now.nextLsn());
            stream.closeAndReset();
            left = LogStream.MAX_RESETS - now.resets() - 1;
        }
        shell.note(name + " has no records now, and can be reset " + left + " more times");
        return ExitCode.OK.code();
    }
}
