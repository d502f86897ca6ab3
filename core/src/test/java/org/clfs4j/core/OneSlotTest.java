package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.StreamInformation;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** Either of the two slots of the metadata is damaged, and the process that wrote them has died. */
class OneSlotTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final OpenOptions OPTIONS = OpenOptions.openAlways().access(Access.values());
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();

    private interface Check {
        void check(LogFile log) throws LogException;
    }

    private LogFile open() throws LogException {
        LogFile log = LogFixture.provider(storage).open(NAME, OPTIONS);
        log.containers().add(3, 1 << 20);
        return log;
    }

    /** Opens copies of the log, in each of which one slot is damaged. */
    private void withEitherSlot(Check check) throws LogException {
        for (int slot = 0; slot < MetadataFormat.SLOTS; slot++) {
            HeapStorage damaged = storage.copy();
            damaged.bytes("wal.blf")[slot * MetadataFormat.SLOT_SIZE + MetadataFormat.LISTS_OFFSET] ^= 1;
            try (LogFile log = LogFixture.provider(damaged).open(NAME, OPTIONS)) {
                assertThat(log.recovery().notes()).isNotEmpty();
                check.check(log);
            }
        }
    }

    private static void append(LogFile log, String stream, String... texts) throws LogException {
        try (LogStream opened = log.stream(stream);
                MarshallingArea area = opened.createMarshallingArea(AREA)) {
            for (String text : texts) {
                area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.FORCE_FLUSH);
            }
        }
    }

    private static List<String> read(LogFile log, String stream) throws LogException {
        List<String> texts = new ArrayList<>();
        try (LogStream opened = log.stream(stream);
                MarshallingArea area = opened.createMarshallingArea(AREA);
                ReadContext context = area.read(opened.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                texts.add(UTF_8.decode(context.payload()).toString());
            }
        }
        return texts;
    }

    /** The older slot did not know the stream, whose records then were those of the next one that was created. */
    @Test
    void streamThatWasCreatedIsThereWithItsRecords() throws LogException {
        LogFile log = open();
        append(log, "one", "1");
        append(log, "two", "2", "3");
        withEitherSlot(opened -> {
            assertThat(opened.streams()).extracting(StreamInformation::name).containsExactly("one", "two");
            assertThat(read(opened, "two")).containsExactly("2", "3");
            append(opened, "three", "4");
            assertThat(read(opened, "three")).containsExactly("4");
        });
        log.close();
    }

    @Test
    void streamThatWasDeletedOrResetStaysSo() throws LogException {
        LogFile log = open();
        append(log, "deleted", "1");
        append(log, "reset", "2");
        log.stream("reset").closeAndReset();
        log.deleteStream("deleted");
        withEitherSlot(opened -> {
            assertThat(opened.streams()).extracting(StreamInformation::name).containsExactly("reset");
            assertThat(read(opened, "reset")).isEmpty();
        });
        log.close();
    }

    @Test
    void archiveTailThatWasSetUpStays() throws LogException {
        LogFile log = open();
        append(log, "one", "1");
        log.setArchiveMode(true);
        withEitherSlot(opened -> assertThat(opened.information().archiveTail()).isPresent());
        log.close();
    }
}
