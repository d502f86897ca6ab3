package org.clfs4j.osgi.webconsole;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Damage;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;

/**
 * Writes what is shown of a log, in the names that {@code clfs info --json} has for it.
 *
 * <p>Beside these there are {@code appendedBytes}, from the first LSN that there can be to the end, whose growth is what is
 * appended, {@code notDurableBytes}, and {@code marks}, which say where in which container an LSN lies.
 */
final class LogJson {

    private final JsonGenerator json;

    LogJson(JsonGenerator json) {
        this.json = json;
    }

    void write(LogSnapshot log) throws IOException {
        LogInformation info = log.information();
        json.writeStringField("kind", info.kind().name());
        json.writeStringField("identity", info.identity().toString());
        json.writeNumberField("epoch", info.epoch());
        json.writeNumberField("sectorSize", info.sectorSize());
        json.writeNumberField("baseFileSize", info.baseFileSize());
        json.writeNumberField("containerSize", info.containerSize());
        json.writeNumberField("totalContainers", info.totalContainers());
        json.writeNumberField("freeContainers", info.freeContainers());
        json.writeNumberField("totalAvailable", info.totalAvailable());
        json.writeNumberField("currentAvailable", info.currentAvailable());
        json.writeNumberField("totalReservation", info.totalReservation());
        json.writeNumberField("flushThreshold", info.flushThreshold());
        lsn("archiveTail", info.archiveTail());
        lsn("baseLsn", info.baseLsn());
        lsn("nextLsn", info.nextLsn());
        lsn("flushedUpTo", info.flushedUpTo());
        bytes("appendedBytes", Lsn.NULL, info.nextLsn(), info);
        json.writeStringField("recovery", log.recovery().outcome().name());
        statistics(log.statistics());
        tailHolder(log.tailHolder());
        marks(log);
        containers(log);
        streams(log);
        damage(log);
    }

    private void lsn(String field, Lsn lsn) throws IOException {
        lsn(field, Optional.of(lsn).filter(Lsn::isValid));
    }

    /** Writes an LSN, or null if there is none. */
    private void lsn(String field, Optional<Lsn> lsn) throws IOException {
        json.writeStringField(field, lsn.map(Lsn::toString).orElse(null));
    }

    /** Writes how far it is between two LSNs; nothing for a log without containers, which has no distances. */
    private void bytes(String field, Lsn from, Lsn upTo, LogInformation info) throws IOException {
        if (info.containerSize() > 0 && from.isValid() && upTo.isValid()) {
            json.writeNumberField(field, from.difference(upTo, info.containerSize()));
        }
    }

    private void statistics(LogStatistics statistics) throws IOException {
        json.writeObjectFieldStart("statistics");
        json.writeNumberField("flushes", statistics.flushes());
        json.writeNumberField("flushedBytes", statistics.flushedBytes());
        json.writeNumberField("metadataFlushes", statistics.metadataFlushes());
        json.writeNumberField("metadataFlushedBytes", statistics.metadataFlushedBytes());
        json.writeEndObject();
    }

    /** Writes what keeps the oldest container in use, or null if nothing does. */
    private void tailHolder(Optional<TailHolder> holder) throws IOException {
        if (holder.isEmpty()) {
            json.writeNullField("tailHolder");
            return;
        }
        json.writeObjectFieldStart("tailHolder");
        json.writeStringField("kind", holder.get().kind().name());
        json.writeStringField("stream", holder.get().streamName());
        lsn("lsn", holder.get().lsn());
        json.writeNumberField("bytes", holder.get().bytes());
        json.writeEndObject();
    }

    private void marks(LogSnapshot log) throws IOException {
        LogInformation info = log.information();
        json.writeArrayFieldStart("marks");
        if (info.archiveTail().isPresent()) {
            mark("archiveTail", info.archiveTail().get(), log);
        }
        mark("base", info.baseLsn(), log);
        mark("next", info.nextLsn(), log);
        json.writeEndArray();
    }

    /** Writes where a place is, if some container has it: the end can lie in one that is not chosen yet. */
    private void mark(String what, Lsn place, LogSnapshot log) throws IOException {
        for (ContainerInformation container : log.containers()) {
            if (container.logicalId().isPresent() && container.logicalId().getAsLong() == place.containerId()) {
                json.writeStartObject();
                json.writeStringField("mark", what);
                json.writeNumberField("physicalId", container.physicalId());
                json.writeNumberField("offset", place.blockOffset());
                json.writeEndObject();
            }
        }
    }

    private void containers(LogSnapshot log) throws IOException {
        json.writeArrayFieldStart("containers");
        for (ContainerInformation container : log.containers()) {
            json.writeStartObject();
            json.writeStringField("path", container.path());
            json.writeNumberField("size", container.size());
            json.writeStringField("state", container.state().name());
            json.writeNumberField("physicalId", container.physicalId());
            if (container.logicalId().isPresent()) {
                json.writeNumberField("logicalId", container.logicalId().getAsLong());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void streams(LogSnapshot log) throws IOException {
        json.writeArrayFieldStart("streams");
        for (StreamInformation stream : log.streams()) {
            json.writeStartObject();
            json.writeNumberField("id", stream.id());
            json.writeStringField("name", stream.name());
            lsn("baseLsn", stream.baseLsn());
            lsn("nextLsn", stream.nextLsn());
            lsn("flushedUpTo", stream.flushedUpTo());
            lsn("lastRecordLsn", stream.lastRecordLsn());
            lsn("restartLsn", stream.restartLsn());
            json.writeNumberField("reservedBytes", stream.reservedBytes());
            json.writeNumberField("resets", stream.resets());
            bytes("appendedBytes", Lsn.NULL, stream.nextLsn(), log.information());
            bytes("notDurableBytes", stream.flushedUpTo(), stream.nextLsn(), log.information());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void damage(LogSnapshot log) throws IOException {
        json.writeArrayFieldStart("damage");
        for (Damage place : log.damage()) {
            json.writeStartObject();
            json.writeStringField("file", place.file());
            json.writeNumberField("offset", place.offset());
            lsn("from", place.from());
            lsn("upTo", place.upTo());
            json.writeStringField("reason", place.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
