package org.clfs4j.osgi.webconsole;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.json.LogJson;

/**
 * Writes what is shown of a log, in the names that {@code clfs info --json} has for it.
 *
 * <p>Beside these there are {@code appendedBytes}, from the first LSN that there can be to the end, whose growth is what is
 * appended, {@code notDurableBytes}, and {@code marks}, which say where in which container an LSN lies.
 */
final class LogDocument {

    private final JsonGenerator json;

    LogDocument(JsonGenerator json) {
        this.json = json;
    }

    void write(LogSnapshot log) throws IOException {
        LogInformation info = log.information();
        LogJson.sizes(json, info);
        LogJson.reserved(json, "totalReservation", info.totalReservation(), true);
        json.writeNumberField("flushThreshold", info.flushThreshold());
        LogJson.lsn(json, "archiveTail", info.archiveTail());
        LogJson.lsn(json, "baseLsn", info.baseLsn());
        LogJson.lsn(json, "nextLsn", info.nextLsn());
        LogJson.lsn(json, "flushedUpTo", info.flushedUpTo());
        bytes("appendedBytes", Lsn.NULL, info.nextLsn(), info);
        json.writeStringField("recovery", log.recovery().outcome().name());
        statistics(log.statistics());
        LogJson.tailHolder(json, log.tailHolder());
        marks(log);
        LogJson.containers(json, log.containers());
        streams(log);
        LogJson.damage(json, log.damage());
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

    private void streams(LogSnapshot log) throws IOException {
        json.writeArrayFieldStart("streams");
        for (StreamInformation stream : log.streams()) {
            json.writeStartObject();
            LogJson.stream(json, stream, true);
            bytes("appendedBytes", Lsn.NULL, stream.nextLsn(), log.information());
            bytes("notDurableBytes", stream.flushedUpTo(), stream.nextLsn(), log.information());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
