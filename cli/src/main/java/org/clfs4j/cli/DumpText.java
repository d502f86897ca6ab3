package org.clfs4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.RecordHeader;

/**
 * Shows block and record headers, one line each.
 *
 * @threading not thread-safe
 */
final class DumpText implements BlockVisitor {

    private final Output out;
    private final LogNames names;
    private final boolean withRecords;
    private boolean damaged;

    DumpText(Output out, LogNames names, boolean withRecords) {
        this.out = out;
        this.names = names;
        this.withRecords = withRecords;
    }

    boolean damaged() {
        return damaged;
    }

    @Override
    public void block(BlockHeader block) {
        String place = block.place().equals(block.lsn().block()) ? "" : " placed as " + block.place();
        line(
                "block %s%s in %s at %d: stream %s, %d bytes, %d used, %d records, epoch %d, durable up to %s,"
                        + " crc %08x after %08x",
                block.lsn(),
                place,
                block.file(),
                block.offset(),
                stream(block.streamId()),
                block.length(),
                block.usedLength(),
                block.recordCount(),
                block.epoch(),
                block.durableUpTo(),
                block.checksum(),
                block.previousChecksum());
    }

    @Override
    public void record(RecordHeader record) {
        if (withRecords) {
            String type = record.type().map(Enum::name).orElse("aborted");
            line(
                    "  record %s %s at %d: %d bytes%s%s",
                    record.lsn(),
                    type,
                    record.offset(),
                    record.length(),
                    link("previous", record.previous()),
                    link("undo next", record.undoNext()));
        }
    }

    @Override
    public void damage(Damage damage) {
        damaged = true;
        line("%s", Places.damaged(damage));
    }

    /** Streams that were deleted have left blocks. */
    private String stream(int id) {
        boolean deleted = !names.streams().isEmpty() && !names.streams().containsKey(id);
        return id + names.stream(id).map(name -> " \"" + PrintableText.of(name) + "\"").orElse(deleted ? " (deleted)" : "");
    }

    private static String link(String name, Lsn lsn) {
        return lsn.isInvalid() ? "" : ", " + name + " " + lsn;
    }

    private void line(String format, Object... values) {
        try {
            out.line(format, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
