package org.clfs4j.core.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A damaged block of a log with many streams keeps it from being opened for writing only if some stream may need the block. */
class DeadDamageTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();
    private LogFile log;
    private LogStream a;
    private LogStream b;
    private MarshallingArea areaOfA;
    private MarshallingArea areaOfB;
    private final List<Lsn> lsnsOfA = new ArrayList<>();
    private final List<Lsn> lsnsOfB = new ArrayList<>();

    /** Writes four blocks, of two streams in turn. */
    @BeforeEach
    void write() throws LogException {
        log = LogFixture.provider(storage).open(NAME, OpenOptions.openAlways());
        log.containers().add(2, 1 << 20);
        a = log.stream("a");
        b = log.stream("b");
        areaOfA = a.createMarshallingArea(AREA);
        areaOfB = b.createMarshallingArea(AREA);
        for (int i = 0; i < 2; i++) {
            lsnsOfA.add(append(areaOfA, "a " + i));
            lsnsOfB.add(append(areaOfB, "b " + i));
        }
    }

    @AfterEach
    void close() throws LogException {
        log.close();
    }

    private static Lsn append(MarshallingArea area, String text) throws LogException {
        return area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.FORCE_FLUSH);
    }

    private HeapStorage crashedWithDamageIn(int block) {
        HeapStorage crashed = storage.copy();
        crashed.bytes(LogFixture.firstContainer(crashed))[LogFixture.position(block) + 70] ^= 1;
        return crashed;
    }

    private static void assertLost(HeapStorage crashed) {
        assertThatThrownBy(() -> LogFixture.provider(crashed).open(NAME, OpenOptions.openExisting()))
                .isInstanceOf(LogDamagedException.class);
    }

    private static List<String> readB(HeapStorage crashed) throws LogException {
        List<String> texts = new ArrayList<>();
        try (LogFile opened = LogFixture.provider(crashed).open(NAME, OpenOptions.openExisting());
                LogStream stream = opened.stream("b");
                MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            assertThat(opened.damage()).isEmpty();
            assertThat(opened.recovery().notes()).anyMatch(note -> note.contains("below all bases"));
            while (context.next()) {
                texts.add(UTF_8.decode(context.payload()).toString());
            }
        }
        return texts;
    }

    /** It was reported as lost, and the log could not be opened for writing any more. */
    @Test
    void blockBelowAllBasesHarmsNobody() throws LogException {
        a.advanceBase(lsnsOfA.get(1));
        b.advanceBase(lsnsOfB.get(1));
        b.flushMetadata();
        append(areaOfA, "a 2");
        assertThat(readB(crashedWithDamageIn(0))).containsExactly("b 1");
        assertThat(readB(crashedWithDamageIn(1))).containsExactly("b 1");
        assertLost(crashedWithDamageIn(2));
        assertLost(crashedWithDamageIn(3));
    }

    @Test
    void baseOfAnyStreamCounts() throws LogException {
        b.advanceBase(lsnsOfB.get(1));
        b.flushMetadata();
        append(areaOfB, "b 2");
        for (int block = 0; block < 4; block++) {
            assertLost(crashedWithDamageIn(block));
        }
        areaOfA.writeRestartArea(ByteBuffer.allocate(10), a.nextLsn());
        append(areaOfB, "b 3");
        assertThat(readB(crashedWithDamageIn(2))).containsExactly("b 1", "b 2", "b 3");
        assertLost(crashedWithDamageIn(3));
    }

    /** The metadata does not know of blocks that were written since, and any of them may be the damaged one. */
    @Test
    void streamWithoutRecordsMayHaveGotSomeSince() throws LogException {
        a.advanceBase(a.nextLsn());
        b.advanceBase(lsnsOfB.get(1));
        a.flushMetadata();
        append(areaOfA, "a 2");
        append(areaOfB, "b 2");
        append(areaOfB, "b 3");
        assertThat(readB(crashedWithDamageIn(2))).containsExactly("b 1", "b 2", "b 3");
        assertLost(crashedWithDamageIn(4));
    }
}
