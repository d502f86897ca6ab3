package org.clfs4j.itests.osgi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;

/** Records as text. */
final class Records {

    private Records() {}

    static Lsn append(MarshallingArea area, String text) throws LogException {
        return area.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Append.FORCE_FLUSH);
    }

    static void append(LogStream stream, String... texts) throws LogException {
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            for (String text : texts) {
                append(area, text);
            }
        }
    }

    static List<String> read(LogStream stream) throws LogException {
        List<String> texts = new ArrayList<>();
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (records.next()) {
                texts.add(StandardCharsets.UTF_8.decode(records.payload()).toString());
            }
        }
        return texts;
    }
}
