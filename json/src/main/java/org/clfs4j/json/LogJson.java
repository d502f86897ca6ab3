package org.clfs4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Damage;
import org.clfs4j.LogInformation;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.allocator.PoolUsage;

/**
 * How the values of the contracts look in JSON; the same wherever they are written. Each method throws what the generator throws.
 *
 * @threading safe for concurrent use, with a generator each
 */
public final class LogJson {

    private LogJson() {}

    /**
     * Writes an LSN, or null if it is the invalid one.
     *
     * @param json where it goes
     * @param field the field's name
     * @param lsn the LSN
     * @throws IOException if the output failed
     */
    public static void lsn(JsonGenerator json, String field, Lsn lsn) throws IOException {
        json.writeStringField(field, lsn.isInvalid() ? null : lsn.toString());
    }

    /**
     * Writes an LSN, or null if there is none.
     *
     * @param json where it goes
     * @param field the field's name
     * @param lsn the LSN
     * @throws IOException if the output failed
     */
    public static void lsn(JsonGenerator json, String field, Optional<Lsn> lsn) throws IOException {
        lsn(json, field, lsn.orElse(Lsn.INVALID));
    }

    /**
     * Writes the fields for what a log is and how large it is, without what is reserved and without its markers.
     *
     * @param json where they go
     * @param log the log
     * @throws IOException if the output failed
     */
    public static void sizes(JsonGenerator json, LogInformation log) throws IOException {
        json.writeStringField("kind", log.kind().name());
        json.writeStringField("identity", log.identity().toString());
        json.writeNumberField("epoch", log.epoch());
        json.writeNumberField("sectorSize", log.sectorSize());
        json.writeNumberField("baseFileSize", log.baseFileSize());
        json.writeNumberField("containerSize", log.containerSize());
        json.writeNumberField("totalContainers", log.totalContainers());
        json.writeNumberField("freeContainers", log.freeContainers());
        json.writeNumberField("totalAvailable", log.totalAvailable());
        json.writeNumberField("currentAvailable", log.currentAvailable());
    }

    /**
     * Writes reserved bytes, or null if nobody here knows them.
     *
     * @param json where they go
     * @param field the field's name
     * @param bytes the number of bytes
     * @param known whether the number is right
     * @throws IOException if the output failed
     */
    public static void reserved(JsonGenerator json, String field, long bytes, boolean known) throws IOException {
        if (known) {
            json.writeNumberField(field, bytes);
        } else {
            json.writeNullField(field);
        }
    }

    /**
     * Writes the damaged places as an array {@code damage}.
     *
     * @param json where it goes
     * @param places the places
     * @throws IOException if the output failed
     */
    public static void damage(JsonGenerator json, List<Damage> places) throws IOException {
        json.writeArrayFieldStart("damage");
        for (Damage place : places) {
            damage(json, place);
        }
        json.writeEndArray();
    }

    /**
     * Writes a damaged place as an object.
     *
     * @param json where it goes
     * @param place the place
     * @throws IOException if the output failed
     */
    public static void damage(JsonGenerator json, Damage place) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", place.file());
        json.writeNumberField("offset", place.offset());
        lsn(json, "from", place.from());
        lsn(json, "upTo", place.upTo());
        json.writeStringField("reason", place.reason());
        json.writeEndObject();
    }

    /**
     * Writes containers as an array {@code containers}.
     *
     * @param json where it goes
     * @param containers the containers
     * @throws IOException if the output failed
     */
    public static void containers(JsonGenerator json, List<ContainerInformation> containers) throws IOException {
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

    /**
     * Writes the fields of a stream into an object that its caller has begun, and may add to.
     *
     * @param json where they go
     * @param stream the stream
     * @param reservedKnown whether what the stream has reserved is known here
     * @throws IOException if the output failed
     */
    public static void stream(JsonGenerator json, StreamInformation stream, boolean reservedKnown) throws IOException {
        json.writeNumberField("id", stream.id());
        json.writeStringField("name", stream.name());
        lsn(json, "baseLsn", stream.baseLsn());
        lsn(json, "nextLsn", stream.nextLsn());
        lsn(json, "flushedUpTo", stream.flushedUpTo());
        lsn(json, "lastRecordLsn", stream.lastRecordLsn());
        lsn(json, "restartLsn", stream.restartLsn());
        reserved(json, "reservedBytes", stream.reservedBytes(), reservedKnown);
        json.writeNumberField("resets", stream.resets());
    }

    /**
     * Writes what keeps the oldest container in use as an object {@code tailHolder}, or null if nothing does.
     *
     * @param json where it goes
     * @param holder what it is
     * @throws IOException if the output failed
     */
    public static void tailHolder(JsonGenerator json, Optional<TailHolder> holder) throws IOException {
        if (holder.isEmpty()) {
            json.writeNullField("tailHolder");
            return;
        }
        json.writeObjectFieldStart("tailHolder");
        json.writeStringField("kind", holder.get().kind().name());
        json.writeStringField("stream", holder.get().streamName());
        lsn(json, "lsn", holder.get().lsn());
        lsn(json, "place", holder.get().place());
        json.writeNumberField("bytes", holder.get().bytes());
        json.writeEndObject();
    }

    /**
     * Writes what is counted of block memory as an array {@code memory}.
     *
     * @param json where it goes
     * @param usage what is counted, by pool tag
     * @throws IOException if the output failed
     */
    public static void memory(JsonGenerator json, List<PoolUsage> usage) throws IOException {
        json.writeArrayFieldStart("memory");
        for (PoolUsage each : usage) {
            json.writeStartObject();
            json.writeStringField("tag", each.tag().label());
            json.writeNumberField("allocations", each.allocations());
            json.writeNumberField("frees", each.frees());
            json.writeNumberField("failures", each.failures());
            json.writeNumberField("liveBlocks", each.liveBlocks());
            json.writeNumberField("liveBytes", each.liveBytes());
            json.writeNumberField("peakBlocks", each.peakBlocks());
            json.writeNumberField("peakBytes", each.peakBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Writes an array of texts.
     *
     * @param json where it goes
     * @param field the field's name
     * @param values the texts
     * @throws IOException if the output failed
     */
    public static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
