package org.clfs4j.cli.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;

/**
 * Writes each record as one line of JSON; the payload is {@code text} if it is UTF-8, else {@code base64}.
 *
 * @threading not thread-safe
 */
final class JsonPrinter implements RecordPrinter {

    private final JsonGenerator json;

    JsonPrinter(Output out) throws IOException {
        json = Json.lines(out);
    }

    @Override
    public void print(RecordView record) throws IOException {
        json.writeStartObject();
        json.writeStringField("lsn", record.lsn().toString());
        json.writeStringField("type", record.type().name());
        link("previous", record.previous());
        link("undoNext", record.undoNext());
        json.writeNumberField("length", record.payload().limit());
        payload(record.payload());
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void link(String name, Lsn lsn) throws IOException {
        if (!lsn.isInvalid()) {
            json.writeStringField(name, lsn.toString());
        }
    }

    private void payload(ByteBuffer payload) throws IOException {
        Optional<String> text = PrintableText.strict(payload);
        if (text.isPresent()) {
            json.writeStringField("text", text.get());
        } else {
            byte[] bytes = new byte[payload.limit()];
            payload.get(0, bytes);
            json.writeBinaryField("base64", bytes);
        }
    }
}
