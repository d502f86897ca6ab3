package org.clfs4j.osgi.gogo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clfs list}: it is there only where logs are services. */
@Command(
        name = "list",
        header = "Lists the logs that are published as services.",
        description = {
            "",
            "The other commands take a log by its name here, by the PID of its configuration, or by its path.",
            ""
        },
        footer = {"", "Examples:", "  clfs list", "  clfs list --json"})
final class ListCommand implements Callable<Integer> {

    private final Output out;
    private final PublishedLogs logs;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    ListCommand(Output out, PublishedLogs logs) {
        this.out = out;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        if (json) {
            Json.document(out, this::write);
        } else {
            LogTable.write(out, logs.logs());
        }
        return ExitCode.OK.code();
    }

    private void write(JsonGenerator fields) throws IOException {
        fields.writeArrayFieldStart("logs");
        for (PublishedLog log : logs.logs()) {
            fields.writeStartObject();
            fields.writeStringField("name", log.shortName());
            fields.writeStringField("log", log.name().toString());
            fields.writeStringField("kind", log.kind());
            fields.writeStringField("identity", log.identity());
            fields.writeStringField("provider", log.provider());
            fields.writeStringField("allocator", log.allocator());
            fields.writeStringField("pid", log.pid());
            streams(fields, log.streams());
            fields.writeObjectFieldStart("properties");
            for (Map.Entry<String, String> other : log.others().entrySet()) {
                fields.writeStringField(other.getKey(), other.getValue());
            }
            fields.writeEndObject();
            fields.writeEndObject();
        }
        fields.writeEndArray();
    }

    private static void streams(JsonGenerator fields, List<String> streams) throws IOException {
        fields.writeArrayFieldStart("streams");
        for (String stream : streams) {
            fields.writeString(stream);
        }
        fields.writeEndArray();
    }
}
