package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.RecordType;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;

/** Writes each record as one line: LSN, two spaces, in brackets what is special about it, text. */
record TextPrinter(Output out) implements RecordPrinter {

    @Override
    public void print(RecordView record) throws IOException {
        out.line(record.lsn() + "  " + marks(record) + PrintableText.of(withoutLineEnd(record.payload())));
    }

    private static String marks(RecordView record) {
        List<String> marks = new ArrayList<>();
        if (record.type() == RecordType.RESTART) {
            marks.add("restart area");
        }
        marks.addAll(record.links());
        return marks.isEmpty() ? "" : "[" + String.join(", ", marks) + "] ";
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
