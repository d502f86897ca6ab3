package org.clfs4j.cli.record;

import java.io.IOException;
import org.clfs4j.cli.console.Output;

/** Writes what was appended, byte for byte. */
record RawPrinter(Output out) implements RecordPrinter {

    @Override
    public void print(RecordView record) throws IOException {
        out.write(record.payload());
    }
}
