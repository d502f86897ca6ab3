package org.clfs4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.ReadContext;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.record.RecordPrinter;
import org.clfs4j.cli.record.RecordView;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs cat}. */
@Command(
        name = "cat",
        header = "Prints the records of a log.",
        description = {"", "Reads only; another process may be writing to the log.", ""},
        footer = {
            "",
            "Examples:",
            "  clfs cat D/log",
            "  clfs cat D/log --format raw > copy",
            "  clfs cat D/log --format json --from 00000000:00000200:003 | jq .text",
            "  clfs cat D/log --follow"
        })
final class CatCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Mixin
    private LsnRange range;

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

    private boolean damaged;

    CatCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        try (LogFile file = logs.openForReading(log.name());
                LogReader reader = LogReader.open(file, range.from())) {
            print(reader.records());
            damaged |= !file.damage().isEmpty();
        }
        return (damaged ? ExitCode.DAMAGE : ExitCode.OK).code();
    }

    private void print(ReadContext records) throws IOException {
        RecordPrinter printer = format.printer(shell.out());
        while (true) {
            if (next(records)) {
                if (range.endsBefore(records.lsn())) {
                    return;
                }
                printer.print(view(records));
            } else {
                shell.out().flush();
                if (!follow || !shell.pause().getAsBoolean()) {
                    return;
                }
            }
        }
    }

    private boolean next(ReadContext records) throws LogException {
        while (true) {
            try {
                return records.next();
            } catch (LogDamagedException e) {
                if (!skipDamage) {
                    throw e;
                }
                damaged = true;
                shell.note(e.getMessage());
                shell.note("skipped " + ByteSize.format(records.skipDamage()));
            }
        }
    }

    private static RecordView view(ReadContext records) {
        return new RecordView(
                records.lsn(),
                records.type(),
                records.previous(),
                records.undoNext(),
                records.payload().slice());
    }
}
