package org.clfs4j.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.record.RecordPrinter.Format;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {

    private static final Lsn FIRST = Lsn.create(1, 512, 3);
    private static final Lsn SECOND = Lsn.create(1, 512, 4);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void rawIsThePayloadAndNothingElse() throws IOException {
        print(Format.RAW, record(FIRST, "a\r\n"), record(SECOND, "b"));
        assertThat(text()).isEqualTo("a\r\nb");
    }

    @Test
    void textIsOneLineForEachRecordWithoutItsOwnEnd() throws IOException {
        print(Format.TEXT, record(FIRST, "a\r\n"), record(SECOND, "b\n"), record(SECOND, ""), record(SECOND, "c"));
        assertThat(text().lines())
                .containsExactly(
                        "00000001:00000200:003  a",
                        "00000001:00000200:004  b",
                        "00000001:00000200:004  ",
                        "00000001:00000200:004  c");
    }

    @Test
    void textMarksRestartAreas() throws IOException {
        print(Format.TEXT, restartArea(FIRST, "state"));
        assertThat(text()).isEqualTo("00000001:00000200:003  [restart area] state\n");
    }

    @Test
    void textAndHexShowTheLinksThatAreSet() throws IOException {
        RecordView linked = new RecordView(SECOND, RecordType.DATA, FIRST, Lsn.NULL, payload("x"));
        print(Format.TEXT, linked, new RecordView(SECOND, RecordType.RESTART, FIRST, Lsn.INVALID, payload("y")));
        print(Format.HEX, linked);
        assertThat(text().lines().limit(3))
                .containsExactly(
                        "00000001:00000200:004  [previous 00000001:00000200:003, undo next 00000000:00000000:000] x",
                        "00000001:00000200:004  [restart area, previous 00000001:00000200:003] y",
                        "00000001:00000200:004 DATA, 1 bytes, previous 00000001:00000200:003, undo next"
                                + " 00000000:00000000:000");
    }

    @Test
    void textShowsControlCharactersInsteadOfObeyingThem() throws IOException {
        print(Format.TEXT, record(FIRST, "tab\there \u001b[31mred\u0007 two\nlines \u009b grün"));
        assertThat(text()).isEqualTo("00000001:00000200:003  tab\there \\x1b[31mred\\x07 two\\x0alines \\x9b grün\n");
    }

    @Test
    void textReplacesWhatIsNoUtf8() throws IOException {
        print(Format.TEXT, new RecordView(FIRST, RecordType.DATA, Lsn.INVALID, Lsn.INVALID, bytes(0x61, 0xff, 0x62)));
        assertThat(text()).isEqualTo("00000001:00000200:003  a\ufffdb\n");
    }

    @Test
    void hexShowsOffsetsBytesAndAscii() throws IOException {
        print(Format.HEX, record(FIRST, "0123456789abcdef\n\u007f"));
        assertThat(text().lines())
                .containsExactly(
                        "00000001:00000200:003 DATA, 18 bytes",
                        "  00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef",
                        "  00000010  0a 7f                                            ..");
    }

    @Test
    void jsonIsOneObjectInALineForEachRecord() throws IOException {
        print(
                Format.JSON,
                record(FIRST, "say \"hi\"\n"),
                new RecordView(SECOND, RecordType.RESTART, FIRST, Lsn.NULL, bytes(0xff, 0x00)));
        assertThat(text().lines())
                .containsExactly(
                        "{\"lsn\":\"00000001:00000200:003\",\"type\":\"DATA\",\"length\":9,\"text\":\"say \\\"hi\\\"\\n\"}",
                        "{\"lsn\":\"00000001:00000200:004\",\"type\":\"RESTART\",\"previous\":\"00000001:00000200:003\","
                                + "\"undoNext\":\"00000000:00000000:000\",\"length\":2,\"base64\":\"/wA=\"}");
    }

    private void print(Format format, RecordView... records) throws IOException {
        try (Output out = new Output(Channels.newChannel(written))) {
            RecordPrinter printer = format.printer(out);
            for (RecordView record : records) {
                printer.print(record);
            }
        }
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static RecordView record(Lsn lsn, String text) {
        return new RecordView(lsn, RecordType.DATA, Lsn.INVALID, Lsn.INVALID, payload(text));
    }

    private static RecordView restartArea(Lsn lsn, String text) {
        return new RecordView(lsn, RecordType.RESTART, Lsn.INVALID, Lsn.INVALID, payload(text));
    }

    private static ByteBuffer payload(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip().asReadOnlyBuffer();
    }
}
