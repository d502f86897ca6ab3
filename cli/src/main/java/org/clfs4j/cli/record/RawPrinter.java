package org.clfs4j.cli.record;

import java.io.IOException;
import org.clfs4j.RecordType;
import org.clfs4j.cli.console.Output;

/** Writes what was appended, byte for byte; restart areas were not appended by a user and stay out. */
record RawPrinter(Output out) implements RecordPrinter {

    @Override
    public void print(RecordView record) throws IOException {
        if (record.type() == RecordType.DATA) {
            out.write(record.payload());
        }
    }
}
