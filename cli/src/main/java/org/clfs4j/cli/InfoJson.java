package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.Json;
import org.clfs4j.json.LogJson;

/**
 * What {@code clfs info} tells, for programs.
 *
 * @param log the log
 * @param stream its stream that is asked for; empty for a multiplexed log as a whole
 * @param damage its known damage
 * @param memory what block memory reading it took, if that is asked for
 */
record InfoJson(
        LogFile log, Optional<StreamInformation> stream, List<Damage> damage, Optional<BlockMemory> memory)
        implements Json.Fields {

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("log", log.name().toString());
        information(json, log.information());
        if (stream.isPresent()) {
            markers(json, stream.get());
        } else {
            places(json, log.information());
        }
        recovery(json, log.recovery());
        LogJson.damage(json, damage);
        StreamsJson.write(json, log, stream.map(List::of).orElse(log.streams()));
        LogJson.containers(json, log.containers().list());
        if (memory.isPresent()) {
            memory.get().json(json);
        }
    }

    private void information(JsonGenerator json, LogInformation info) throws IOException {
        LogJson.sizes(json, info);
        LogJson.reserved(
                json, "totalReservation", log.physicalInformation().totalReservation(), Reserved.known(log));
        LogJson.tailHolder(json, log.tailHolder());
        LogJson.lsn(json, "archiveTail", info.archiveTail());
        json.writeNumberField("totalStreams", info.totalStreams());
    }

    private static void markers(JsonGenerator json, StreamInformation info) throws IOException {
        markers(
                json,
                info.baseLsn(),
                info.lastRecordLsn().orElse(Lsn.INVALID),
                info.nextLsn(),
                info.flushedUpTo(),
                info.restartLsn().orElse(Lsn.INVALID));
    }

    /** In a multiplexed log as a whole these are places, and there is no youngest record and no restart area of all. */
    private static void places(JsonGenerator json, LogInformation info) throws IOException {
        markers(json, info.baseLsn(), Lsn.INVALID, info.nextLsn(), info.flushedUpTo(), Lsn.INVALID);
    }

    private static void markers(JsonGenerator json, Lsn base, Lsn last, Lsn next, Lsn flushed, Lsn restart)
            throws IOException {
        LogJson.lsn(json, "baseLsn", base);
        LogJson.lsn(json, "lastRecordLsn", last);
        LogJson.lsn(json, "nextLsn", next);
        LogJson.lsn(json, "flushedUpTo", flushed);
        LogJson.lsn(json, "restartLsn", restart);
    }

    private static void recovery(JsonGenerator json, RecoveryReport recovery) throws IOException {
        json.writeObjectFieldStart("recovery");
        json.writeStringField("outcome", recovery.outcome().name());
        LogJson.lsn(json, "endLsn", recovery.endLsn());
        if (recovery.torn().isPresent()) {
            json.writeFieldName("torn");
            LogJson.damage(json, recovery.torn().get());
        }
        LogJson.strings(json, "notes", recovery.notes());
        json.writeNumberField("bytesRead", recovery.bytesRead());
        json.writeNumberField("nanos", recovery.nanos());
        json.writeEndObject();
    }
}
