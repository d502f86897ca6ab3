package org.clfs4j.osgi.webconsole;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value in JSON, with short ways to what is in it.
 *
 * @param value a {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or {@code null}
 */
record JsonTree(Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    static JsonTree parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return new JsonTree(read(parser));
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, read(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Returns a field; a value without any field has all of them with {@code null}. */
    JsonTree get(String field) {
        return new JsonTree(value instanceof Map<?, ?> fields ? fields.get(field) : null);
    }

    boolean has(String field) {
        return value instanceof Map<?, ?> fields && fields.containsKey(field);
    }

    List<JsonTree> elements() {
        return ((List<?>) value).stream().map(JsonTree::new).toList();
    }

    /** Returns the one element whose field has this value. */
    JsonTree with(String field, Object wanted) {
        List<JsonTree> found =
                elements().stream().filter(each -> wanted.equals(each.get(field).value())).toList();
        if (found.size() != 1) {
            throw new AssertionError("Not one but " + found.size() + " with " + field + " " + wanted + " in " + value);
        }
        return found.get(0);
    }

    long number() {
        return ((Number) value).longValue();
    }

    String text() {
        return (String) value;
    }

    /** Writes it. */
    String write() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                generator.writeFieldName((String) field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> elements) {
            generator.writeStartArray();
            for (Object element : elements) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            generator.writePOJO(value);
        }
    }
}
