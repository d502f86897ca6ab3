package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.clfs4j.LogFile;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.json.LogJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs streams}. */
@Command(
        name = "streams",
        header = "Lists the streams of a log, and tells which of them holds its tail.",
        description = {
            "",
            "Reads only; another process may be writing to the log. \"clfs create LOG::NAME\" makes a stream, \"clfs delete\" and"
                    + " \"clfs reset\" take one away or empty it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs streams D/books",
            "  clfs streams D/books --json | jq -r .streams[].name"
        })
final class StreamsCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    StreamsCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        try (LogFile file = logs.openForReading(log.name())) {
            List<StreamInformation> streams = log.name().streamName().isEmpty()
                    ? file.streams()
                    : NamedStream.information(file, log.name()).stream().toList();
            if (json) {
                Json.document(shell.out(), fields -> write(fields, file, streams));
            } else {
                StreamText.write(shell.out(), file, streams);
                shell.out().line("");
                shell.out().line("tail: " + TailText.of(file.tailHolder()));
            }
            return ExitCode.OK.code();
        }
    }

    private static void write(JsonGenerator fields, LogFile file, List<StreamInformation> streams) throws IOException {
        fields.writeStringField("log", file.name().toString());
        StreamsJson.write(fields, file, streams);
        LogJson.tailHolder(fields, file.tailHolder());
    }
}
