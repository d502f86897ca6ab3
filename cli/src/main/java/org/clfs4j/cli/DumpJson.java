package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.cli.console.Json;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.RecordHeader;
import org.clfs4j.json.LogJson;

/**
 * Writes block and record headers as the objects of a JSON array, and keeps the damage for later.
 *
 * @threading not thread-safe
 */
final class DumpJson implements BlockVisitor {

    private final JsonGenerator json;
    private final LogNames names;
    private final boolean withRecords;
    private final List<Damage> damage = new ArrayList<>();
    private boolean inBlock;

    DumpJson(JsonGenerator json, LogNames names, boolean withRecords) {
        this.json = json;
        this.names = names;
        this.withRecords = withRecords;
    }

    List<Damage> damage() {
        return damage;
    }

    @Override
    public void block(BlockHeader block) {
        write(out -> {
            end();
            inBlock = true;
            out.writeStartObject();
            LogJson.lsn(out, "lsn", block.lsn());
            LogJson.lsn(out, "place", block.place());
            out.writeStringField("file", block.file());
            out.writeNumberField("offset", block.offset());
            out.writeNumberField("streamId", block.streamId());
            if (names.stream(block.streamId()).isPresent()) {
                out.writeStringField("stream", names.stream(block.streamId()).get());
            }
            out.writeNumberField("length", block.length());
            out.writeNumberField("usedLength", block.usedLength());
            out.writeNumberField("recordCount", block.recordCount());
            out.writeNumberField("epoch", block.epoch());
            LogJson.lsn(out, "durableUpTo", block.durableUpTo());
            out.writeStringField("checksum", hex(block.checksum()));
            out.writeStringField("previousChecksum", hex(block.previousChecksum()));
            if (withRecords) {
                out.writeArrayFieldStart("records");
            }
        });
    }

    @Override
    public void record(RecordHeader record) {
        if (!withRecords) {
            return;
        }
        write(out -> {
            out.writeStartObject();
            LogJson.lsn(out, "lsn", record.lsn());
            out.writeStringField("type", record.type().map(Enum::name).orElse("ABORTED"));
            out.writeNumberField("offset", record.offset());
            out.writeNumberField("length", record.length());
            LogJson.lsn(out, "previous", record.previous());
            LogJson.lsn(out, "undoNext", record.undoNext());
            out.writeEndObject();
        });
    }

    @Override
    public void damage(Damage place) {
        damage.add(place);
    }

    /** Ends the last block. */
    void end() throws IOException {
        if (inBlock) {
            if (withRecords) {
                json.writeEndArray();
            }
            json.writeEndObject();
            inBlock = false;
        }
    }

    private void write(Json.Fields fields) {
        try {
            fields.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(int checksum) {
        return String.format("%08x", checksum);
    }
}
