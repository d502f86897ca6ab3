package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;

/** How the values of the contracts look in JSON; the same in the output of every command. */
final class LogJson {

    private LogJson() {}

    /** Writes an LSN, or null if there is none. */
    static void lsn(JsonGenerator json, String field, Lsn lsn) throws IOException {
        json.writeFieldName(field);
        if (lsn.isInvalid()) {
            json.writeNull();
        } else {
            json.writeString(lsn.toString());
        }
    }

    static void damage(JsonGenerator json, List<Damage> places) throws IOException {
        json.writeArrayFieldStart("damage");
        for (Damage place : places) {
            damage(json, place);
        }
        json.writeEndArray();
    }

    static void damage(JsonGenerator json, Damage place) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", place.file());
        json.writeNumberField("offset", place.offset());
        lsn(json, "from", place.from());
        lsn(json, "upTo", place.upTo());
        json.writeStringField("reason", place.reason());
        json.writeEndObject();
    }

    static void containers(JsonGenerator json, List<ContainerInformation> containers) throws IOException {
        json.writeArrayFieldStart("containers");
        for (ContainerInformation container : containers) {
            json.writeStartObject();
            json.writeStringField("path", container.path());
            json.writeNumberField("size", container.size());
            json.writeStringField("state", container.state().name());
            json.writeNumberField("physicalId", container.physicalId());
            if (container.logicalId().isPresent()) {
                json.writeNumberField("logicalId", container.logicalId().getAsLong());
            }
            json.writeStringField("fileName", container.fileName());
            strings(json, "attributes", container.attributes().stream().sorted().map(Enum::name).toList());
            json.writeStringField("creationTime", container.creationTime().toString());
            json.writeStringField("lastAccessTime", container.lastAccessTime().toString());
            json.writeStringField("lastWriteTime", container.lastWriteTime().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
