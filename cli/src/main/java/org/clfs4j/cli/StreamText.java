package org.clfs4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;

/** Streams as people read them, one a line. */
final class StreamText {

    private static final String ROW = "%4s  %-21s  %-21s  %-21s  %-21s  %9s  %6s  %s";

    private StreamText() {}

    static void write(Output out, LogFile log, List<StreamInformation> streams) throws IOException {
        out.line(ROW, "id", "base", "next", "last record", "restart area", "reserved", "resets", "name");
        for (StreamInformation stream : streams) {
            out.line(
                    ROW,
                    stream.id(),
                    stream.baseLsn(),
                    stream.nextLsn(),
                    lastRecord(stream),
                    lsn(stream.restartLsn()),
                    Reserved.text(log, stream.reservedBytes()),
                    stream.resets(),
                    name(stream));
        }
    }

    /** The youngest record; opening a log does not read as far back as the last block of each stream. */
    static String lastRecord(StreamInformation stream) {
        boolean empty = stream.baseLsn().equals(stream.nextLsn());
        return stream.lastRecordLsn().isEmpty() && !empty ? "not read" : lsn(stream.lastRecordLsn());
    }

    static String lsn(Optional<Lsn> lsn) {
        return lsn.map(Lsn::toString).orElse("none");
    }

    private static String name(StreamInformation stream) {
        return stream.name().isEmpty() ? "(unnamed)" : PrintableText.of(stream.name());
    }
}
