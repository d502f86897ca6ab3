package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.clfs4j.LogFile;
import org.clfs4j.StreamInformation;
import org.clfs4j.json.LogJson;

/** Streams of a log, for programs. */
final class StreamsJson {

    private StreamsJson() {}

    static void write(JsonGenerator json, LogFile log, List<StreamInformation> streams) throws IOException {
        boolean reservedKnown = Reserved.known(log);
        json.writeArrayFieldStart("streams");
        for (StreamInformation stream : streams) {
            json.writeStartObject();
            LogJson.stream(json, stream, reservedKnown);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
