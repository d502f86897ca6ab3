package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.clfs4j.cli.console.Output;

/** Writes each record as a head line and lines of 16 bytes: offset, hexadecimal, ASCII. */
record HexPrinter(Output out) implements RecordPrinter {

    private static final int PER_LINE = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    @Override
    public void print(RecordView record) throws IOException {
        ByteBuffer payload = record.payload();
        String links = record.links().stream().map(link -> ", " + link).collect(Collectors.joining());
        out.line("%s %s, %d bytes%s", record.lsn(), record.type(), payload.limit(), links);
        byte[] bytes = new byte[PER_LINE];
        for (int offset = 0; offset < payload.limit(); offset += PER_LINE) {
            int count = Math.min(PER_LINE, payload.limit() - offset);
            payload.get(offset, bytes, 0, count);
            out.line("  %08x  %-47s  %s", offset, HEX.formatHex(bytes, 0, count), ascii(bytes, count));
        }
    }

    private static String ascii(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
