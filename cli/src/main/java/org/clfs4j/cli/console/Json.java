package org.clfs4j.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/** JSON on standard output. */
public final class Json {

    private static final JsonFactory DOCUMENTS = factory();
    private static final JsonFactory LINES =
            factory().setRootValueSeparator(null).configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);

    private Json() {}

    /**
     * Writes one object, indented, as people and programs read it.
     *
     * @param out where it goes
     * @param fields writes its fields
     * @throws IOException if the output failed
     */
    public static void document(Output out, Fields fields) throws IOException {
        try (JsonGenerator json = DOCUMENTS.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /**
     * Starts a sequence of objects that the caller separates.
     *
     * @param out where they go
     * @return a generator; flushing it does not flush the output
     * @throws IOException if the output failed
     */
    public static JsonGenerator lines(Output out) throws IOException {
        return LINES.createGenerator(out);
    }

    private static JsonFactory factory() {
        return new JsonFactory().configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {

        /**
         * Writes the fields.
         *
         * @param json where they go
         * @throws IOException if the output failed
         */
        void write(JsonGenerator json) throws IOException;
    }
}
