package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.clfs4j.ContainerState;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Output;
import org.clfs4j.json.LogJson;

/** Prints a line for each interval. */
@FunctionalInterface
interface GrowthPrinter {

    void print(Growth growth) throws IOException;

    /** Prints for people, under a heading. */
    static GrowthPrinter text(Output out) throws IOException {
        String row = "%8s  %-21s  %-21s  %10s  %12s  %s";
        out.line(row, "seconds", "base", "last record", "records/s", "bytes/s", "containers");
        out.flush();
        return growth -> out.line(
                row,
                String.format(Locale.ROOT, "%.1f", growth.seconds()),
                growth.stream().baseLsn(),
                StreamText.lastRecord(growth.stream()),
                Math.round(growth.recordsPerSecond()),
                ByteSize.format(growth.bytesPerSecond()) + "/s",
                containers(growth.containers()));
    }

    /** Prints for programs. */
    static GrowthPrinter json(Output out) throws IOException {
        JsonGenerator json = Json.lines(out);
        return growth -> {
            json.writeStartObject();
            json.writeNumberField("seconds", growth.seconds());
            LogJson.lsn(json, "baseLsn", growth.stream().baseLsn());
            LogJson.lsn(json, "nextLsn", growth.stream().nextLsn());
            LogJson.lsn(json, "lastRecordLsn", growth.stream().lastRecordLsn());
            json.writeNumberField("recordsPerSecond", growth.recordsPerSecond());
            json.writeNumberField("bytesPerSecond", growth.bytesPerSecond());
            json.writeObjectFieldStart("containers");
            for (Map.Entry<ContainerState, Integer> state : growth.containers().entrySet()) {
                json.writeNumberField(state.getKey().name(), state.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        };
    }

    private static String containers(Map<ContainerState, Integer> states) {
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + ContainerText.state(state.getKey()))
                .collect(Collectors.joining(", "));
    }
}
