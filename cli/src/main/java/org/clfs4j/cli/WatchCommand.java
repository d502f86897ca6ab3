package org.clfs4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs watch}. */
@Command(
        name = "watch",
        header = "Shows how a log or stream grows, one line for each interval.",
        description = {
            "",
            "Reads only, and of the records only those that come; another process may be writing to the log. Ends after N lines,"
                    + " or by Ctrl-C.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs watch D/log",
            "  clfs watch D/books::ledger --interval 0.5 --count 10",
            "  clfs watch D/log --json | jq .recordsPerSecond"
        })
final class WatchCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;
    private static final double LONGEST_SECONDS = 86_400;

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--interval",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seconds from one line to the next. Default: ${DEFAULT-VALUE}.")
    private double interval;

    @Option(names = "--count", paramLabel = "N", description = "How many lines. Default: until Ctrl-C.")
    private long lines = Long.MAX_VALUE;

    @Option(names = "--json", description = "One object in a line.")
    private boolean json;

    WatchCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        if (!(interval > 0) || interval > LONGEST_SECONDS) {
            throw new ToolException(
                    ExitCode.USAGE, "the interval must be above 0 and at most a day, in seconds; got --interval " + interval);
        }
        if (lines < 1) {
            throw new ToolException(ExitCode.USAGE, "at least 1 line is shown; got --count " + lines);
        }
        try (LogFile file = logs.openForReading(log.name());
                LogStream stream = NamedStream.open(file, log.name());
                NewRecords records = NewRecords.of(shell, file, stream)) {
            watch(file, records);
        }
        return ExitCode.OK.code();
    }

    private void watch(LogFile file, NewRecords records) throws IOException {
        GrowthPrinter printer = json ? GrowthPrinter.json(shell.out()) : GrowthPrinter.text(shell.out());
        long intervalNanos = (long) (interval * NANOS);
        long start = shell.clock().getAsLong();
        long last = start;
        for (long line = 0; line < lines && waitUntil(last + intervalNanos); line++) {
            StreamInformation stream = stream(file);
            long now = shell.clock().getAsLong();
            records.countBelow(stream.nextLsn());
            printer.print(new Growth(
                    (now - start) / NANOS,
                    stream,
                    records.takeCount() * NANOS / (now - last),
                    records.takeBytes() * NANOS / (now - last),
                    file.containers().list()));
            shell.out().flush();
            last = now;
        }
    }

    /** Returns false if nobody wants to wait so long. */
    private boolean waitUntil(long moment) {
        while (shell.clock().getAsLong() - moment < 0) {
            if (!shell.pause().getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Looks at the stream as it is now; somebody may have deleted it. */
    private StreamInformation stream(LogFile file) throws LogException {
        return NamedStream.information(file, log.name()).orElseThrow(() -> new ToolException(
                ExitCode.CANNOT_OPEN, "stream " + log.name() + " was deleted"));
    }
}
