package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.clfs4j.Damage;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ValidationReport;
import org.clfs4j.json.LogJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs verify}. */
@Command(
        name = "verify",
        header = "Checks every byte of a log that matters.",
        description = {
            "",
            "Reads both copies of the metadata, the container headers and every block from the base to the end, those of all"
                    + " streams. Changes nothing and takes no lock. Exit code 0: intact; 1: damaged, with one line for each place.",
            ""
        },
        footer = {"", "Examples:", "  clfs verify D/log", "  clfs verify D/log --json"})
final class VerifyCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    VerifyCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        if (log.name().streamName().isPresent()) {
            throw new ToolException(
                    ExitCode.USAGE, "a log is verified as a whole, with all its streams: name it " + log.name().physical());
        }
        LogNames names = LogNames.of(logs, log.name());
        ValidationReport report = validate();
        if (json) {
            Json.document(shell.out(), out -> json(out, names, report));
        } else {
            text(names, report);
        }
        return (report.intact() ? ExitCode.OK : ExitCode.DAMAGE).code();
    }

    private ValidationReport validate() throws LogException {
        try (LogInspector inspector = logs.provider().inspect(log.name());
                Progress progress = Progress.ofBytes(shell.terminal(), "verify", -1)) {
            return inspector.validate(progress::to);
        }
    }

    private void text(LogNames names, ValidationReport report) throws IOException {
        for (Damage damage : report.damage()) {
            shell.out().line(Places.damaged(damage));
        }
        for (String note : report.notes()) {
            shell.out().line("note: " + note);
        }
        shell.out()
                .line(
                        "%s is %s; %s with %s, %s %s up to %s, %s checked",
                        names.log(),
                        report.intact()
                                ? "intact"
                                : "damaged in " + Count.of(report.damage().size(), "place"),
                        Count.of(report.blocks(), "block"),
                        Count.of(report.records(), "record"),
                        names.multiplexed() ? "place" : "LSN",
                        report.baseLsn(),
                        report.endLsn(),
                        ByteSize.format(report.bytes()));
    }

    private static void json(JsonGenerator out, LogNames names, ValidationReport report) throws IOException {
        out.writeStringField("log", names.log().toString());
        out.writeBooleanField("intact", report.intact());
        LogJson.lsn(out, "baseLsn", report.baseLsn());
        LogJson.lsn(out, "endLsn", report.endLsn());
        out.writeNumberField("blocks", report.blocks());
        out.writeNumberField("records", report.records());
        out.writeNumberField("bytes", report.bytes());
        LogJson.damage(out, report.damage());
        LogJson.strings(out, "notes", report.notes());
    }
}
