package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.RecordType;
import org.clfs4j.cli.console.Output;

/** Writes each record as one line: LSN, two spaces, text. */
record TextPrinter(Output out) implements RecordPrinter {

    @Override
    public void print(RecordView record) throws IOException {
        String mark = record.type() == RecordType.DATA ? "  " : "  [restart area] ";
        out.line(record.lsn() + mark + PrintableText.of(withoutLineEnd(record.payload())));
    }

    private static ByteBuffer withoutLineEnd(ByteBuffer payload) {
        int end = payload.limit();
        if (end > 0 && payload.get(end - 1) == '\n') {
            end--;
            if (end > 0 && payload.get(end - 1) == '\r') {
                end--;
            }
        }
        return payload.slice(0, end);
    }
}
