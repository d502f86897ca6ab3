package org.clfs4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.RecordFilter;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.cli.record.RecordPrinter;
import org.clfs4j.cli.record.RecordView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs cat}. */
@Command(
        name = "cat",
        header = "Prints the records of a log or stream.",
        description = {
            "",
            "Reads only; another process may be writing to the log.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs cat D/log",
            "  clfs cat D/books::ledger --format raw > copy",
            "  clfs cat D/log --format json --from 00000000:00000200:003 | jq .text",
            "  clfs cat D/books::ledger --chain undo --from 00000000:00000200:003",
            "  clfs cat D/log --chain restart",
            "  clfs cat D/log --follow"
        })
final class CatCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Mixin
    private LsnRange range;

    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            description = "Go to older records: along previous links, undo-next links, or restart areas; from the youngest"
                    + " one, or that of --from, to the oldest, or that of --to. One of: ${COMPLETION-CANDIDATES}.")
    private Chain chain;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Which records to show. One of: ${COMPLETION-CANDIDATES}. Default: all; with --format raw, data,"
                    + " or restart areas if they are the chain.")
    private TypeChoice type;

    @Option(names = "--follow", description = "At the end, wait for more records, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "How to show records: text (LSN and line), hex, json (one object in a line), or raw (the bytes and"
                            + " nothing else). One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private RecordPrinter.Format format;

    @Option(names = "--skip-damage", description = "Go on behind damaged blocks; the exit code is 1 all the same.")
    private boolean skipDamage;

    CatCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        if (chain != null && (follow || skipDamage)) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "a chain leads to older records, so that --chain cannot be used with "
                            + (follow ? "--follow" : "--skip-damage"));
        }
        try (LogFile file = logs.openForReading(log.name());
                LogStream stream = NamedStream.open(file, log.name())) {
            boolean damaged = false;
            if (chain == null) {
                damaged = forward(file, stream);
            } else {
                alongChain(stream);
            }
            return (damaged || !file.damage().isEmpty() ? ExitCode.DAMAGE : ExitCode.OK).code();
        }
    }

    /** Tells whether damage was passed over. */
    private boolean forward(LogFile file, LogStream stream) throws IOException {
        try (ForwardReader reader =
                ForwardReader.open(shell, logs, file.name(), stream, range.from(), skipDamage)) {
            print(reader);
            return reader.skippedDamage();
        }
    }

    private void alongChain(LogStream stream) throws IOException {
        try (ChainReader reader = ChainReader.open(stream, chain, range.from())) {
            print(reader);
            if (reader.goesOnBelowTheBase()) {
                shell.out().flush();
                shell.note("the chain goes on below the base, LSN " + stream.baseLsn());
            }
        }
    }

    private void print(RecordReader reader) throws IOException {
        RecordPrinter printer = format.printer(shell.out());
        RecordFilter filter = filter();
        while (true) {
            if (reader.next(filter)) {
                RecordView record = reader.record();
                if (isBeyondTheLast(record.lsn())) {
                    return;
                }
                printer.print(record);
            } else {
                shell.out().flush();
                if (!follow || !shell.pause().getAsBoolean()) {
                    return;
                }
            }
        }
    }

    private boolean isBeyondTheLast(Lsn lsn) {
        return chain == null ? range.endsBefore(lsn) : range.endsAbove(lsn);
    }

    /** Restart areas are not what was appended, and stay out of a copy of that. */
    private RecordFilter filter() {
        if (type != null) {
            return type.filter();
        }
        boolean copy = format == RecordPrinter.Format.RAW && chain != Chain.RESTART;
        return (copy ? TypeChoice.DATA : TypeChoice.ALL).filter();
    }
}
