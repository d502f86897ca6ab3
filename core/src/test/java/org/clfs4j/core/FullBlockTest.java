package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies behind the last record that a block can have, while nobody has tried to put another one there. */
class FullBlockTest {

    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(64 << 10).build();

    private final HeapStorage storage = new HeapStorage();
    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;

    private void open(String name) throws LogException {
        log = LogFixture.provider(storage).open(LogName.of(name), OpenOptions.openAlways());
        if (log.containers().list().isEmpty()) {
            log.containers().add(2, 1 << 20);
        }
        stream = log.stream();
        area = stream.createMarshallingArea(AREA);
    }

    private void close() throws LogException {
        area.close();
        stream.close();
        log.close();
    }

    private void fillBlock() throws LogException {
        for (int i = 0; i < Lsn.RECORDS_PER_BLOCK; i++) {
            append("record " + i);
        }
    }

    private Lsn append(String text) throws LogException {
        return area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.NONE);
    }

    private List<String> readFrom(Lsn lsn) throws LogException {
        try (ReadContext context = area.read(lsn, ReadMode.FORWARD)) {
            return readOn(context);
        }
    }

    private static List<String> readOn(ReadContext context) throws LogException {
        List<String> texts = new ArrayList<>();
        while (context.next()) {
            texts.add(UTF_8.decode(context.payload()).toString());
        }
        return texts;
    }

    /** The next LSN was the second sector of the block, where no block begins: a reader that started there met damage. */
    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::s"})
    void readerThatStartsAtTheNextLsnSeesWhatComesNext(String name) throws LogException {
        open(name);
        fillBlock();
        try (MarshallingArea other = stream.createMarshallingArea(AREA);
                ReadContext context = other.read(stream.nextLsn(), ReadMode.FORWARD)) {
            append("next");
            area.flush();
            assertThat(readOn(context)).containsExactly("next");
        }
        close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::s"})
    void nextLsnCanBecomeTheBase(String name) throws LogException {
        open(name);
        fillBlock();
        stream.advanceBase(stream.nextLsn());
        assertThat(readFrom(stream.baseLsn())).isEmpty();
        append("next");
        area.flush();
        assertThat(readFrom(stream.baseLsn())).containsExactly("next");
        fillBlock();
        Lsn restart = area.writeRestartArea(ByteBuffer.wrap("restart".getBytes(UTF_8)), stream.nextLsn());
        assertThat(readFrom(stream.baseLsn())).containsExactly("restart");
        close();
        open(name);
        assertThat(readFrom(stream.baseLsn())).containsExactly("restart");
        assertThat(stream.restartLsn()).contains(restart);
        close();
    }
}
