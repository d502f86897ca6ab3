package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.cli.console.Json;

/** What {@code clfs info} tells, for programs. */
record InfoJson(LogFile log, List<Damage> damage) implements Json.Fields {

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("log", log.name().toString());
        information(json, log.information());
        recovery(json, log.recovery());
        LogJson.damage(json, damage);
        LogJson.containers(json, log.containers().list());
    }

    private static void information(JsonGenerator json, LogInformation info) throws IOException {
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
        LogJson.lsn(json, "baseLsn", info.baseLsn());
        LogJson.lsn(json, "lastRecordLsn", info.lastRecordLsn().orElse(Lsn.INVALID));
        LogJson.lsn(json, "nextLsn", info.nextLsn());
        LogJson.lsn(json, "flushedUpTo", info.flushedUpTo());
        LogJson.lsn(json, "restartLsn", info.restartLsn().orElse(Lsn.INVALID));
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
