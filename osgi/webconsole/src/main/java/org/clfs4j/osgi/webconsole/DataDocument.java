package org.clfs4j.osgi.webconsole;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.error.LogException;
import org.clfs4j.json.LogJson;

/**
 * All that the page shows, as JSON: when it was asked for, the logs, and the memory of their areas by pool tag.
 *
 * @threading safe for concurrent use
 */
final class DataDocument {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PublishedLogs logs;
    private final Supplier<List<PoolUsage>> memory;
    private final LongSupplier nanoTime;

    /**
     * Shows logs.
     *
     * @param memory what is counted for all pool tags now
     * @param nanoTime a clock with any beginning, which rates are counted by
     */
    DataDocument(PublishedLogs logs, Supplier<List<PoolUsage>> memory, LongSupplier nanoTime) {
        this.logs = logs;
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    /** Returns it as it is now, in UTF-8. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("clockMillis", nanoTime.getAsLong() / NANOS_PER_MILLI);
            json.writeArrayFieldStart("logs");
            for (PublishedLog each : logs.list()) {
                log(json, each);
            }
            json.writeEndArray();
            LogJson.memory(json, memory.get());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Writes a log, or why it cannot be shown: it may be closed at any moment. */
    private static void log(JsonGenerator json, PublishedLog published) throws IOException {
        json.writeStartObject();
        json.writeStringField("log", published.name());
        field(json, "provider", published.provider());
        field(json, "allocator", published.allocator());
        field(json, "configuration", published.configuration());
        try {
            LogSnapshot snapshot = LogSnapshot.of(published.log());
            new LogDocument(json).write(snapshot);
        } catch (LogException e) {
            json.writeStringField("problem", e.getMessage());
        }
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeStringField(name, value.orElse(null));
    }
}
