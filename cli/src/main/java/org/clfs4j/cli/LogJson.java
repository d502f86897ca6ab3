package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;

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

    static void streams(JsonGenerator json, LogFile log, List<StreamInformation> streams) throws IOException {
        json.writeArrayFieldStart("streams");
        for (StreamInformation stream : streams) {
            json.writeStartObject();
            json.writeNumberField("id", stream.id());
            json.writeStringField("name", stream.name());
            lsn(json, "baseLsn", stream.baseLsn());
            lsn(json, "nextLsn", stream.nextLsn());
            lsn(json, "flushedUpTo", stream.flushedUpTo());
            lsn(json, "lastRecordLsn", stream.lastRecordLsn().orElse(Lsn.INVALID));
            lsn(json, "restartLsn", stream.restartLsn().orElse(Lsn.INVALID));
            Reserved.json(json, "reservedBytes", log, stream.reservedBytes());
            json.writeNumberField("resets", stream.resets());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes what keeps the oldest container in use, or null if nothing does. */
    static void tailHolder(JsonGenerator json, Optional<TailHolder> holder) throws IOException {
        json.writeFieldName("tailHolder");
        if (holder.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("kind", holder.get().kind().name());
        json.writeStringField("stream", holder.get().streamName());
        lsn(json, "lsn", holder.get().lsn());
        lsn(json, "place", holder.get().place());
        json.writeNumberField("bytes", holder.get().bytes());
        json.writeEndObject();
    }

    static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
