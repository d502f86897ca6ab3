package org.clfs4j.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
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
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/** What readers of one stream are told of what is missing in a log that has many. */
class StreamReadingTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final String[] STREAMS = {"a", "b", "idle"};
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();

    private LogFile open() throws LogException {
        LogFile log = LogFixture.provider(storage).open(NAME, OpenOptions.openAlways());
        if (log.containers().list().isEmpty()) {
            log.containers().add(2, 1 << 20);
        }
        return log;
    }

    private static Lsn append(MarshallingArea area, String text) throws LogException {
        return area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.FORCE_FLUSH);
    }

    /** Writes one block after the other: of the idle stream, then of the two others in turn. */
    private void write(LogFile log) throws LogException {
        try (LogStream idle = log.stream("idle");
                LogStream a = log.stream("a");
                LogStream b = log.stream("b");
                MarshallingArea idleArea = idle.createMarshallingArea(AREA);
                MarshallingArea areaOfA = a.createMarshallingArea(AREA);
                MarshallingArea areaOfB = b.createMarshallingArea(AREA)) {
            append(idleArea, "idle 0");
            for (int i = 0; i < 3; i++) {
                append(areaOfA, "a " + i);
                append(areaOfB, "b " + i);
            }
        }
    }

    /** Reads a stream of a copy in which a block is damaged; damage is told as an asterisk and passed over. */
    private static List<String> read(HeapStorage crashed, int block, String name) throws LogException {
        HeapStorage damaged = crashed.copy();
        damaged.bytes(LogFixture.firstContainer(damaged))[LogFixture.position(block) + 70] ^= 1;
        List<String> texts = new ArrayList<>();
        try (LogFile log = LogFixture.provider(damaged)
                        .open(NAME, OpenOptions.openExisting().access(Access.READ));
                LogStream stream = log.stream(name);
                MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (texts.size() < 10) {
                try {
                    if (!context.next()) {
                        break;
                    }
                    texts.add(UTF_8.decode(context.payload()).toString());
                } catch (LogDamagedException e) {
                    texts.add("*");
                    context.skipDamage();
                }
            }
        }
        return texts;
    }

    /** Who passed over the last block of a stream met it again and again. */
    @Test
    void damageOfAStreamsLastBlockCanBePassedOver() throws LogException {
        try (LogFile log = open()) {
            write(log);
        }
        assertThat(read(storage, 5, "a")).containsExactly("a 0", "a 1", "*");
        assertThat(read(storage, 6, "b")).containsExactly("b 0", "b 1", "*");
        for (String unharmed : new String[] {"b", "idle"}) {
            assertThat(read(storage, 5, unharmed)).hasSize(unharmed.equals("b") ? 3 : 1).doesNotContain("*");
        }
    }

    /** The metadata does not tell where a stream ends that was written since, and its readers thought that they had all of it. */
    @Test
    void readerWhoseStreamMayHaveLostItsLastBlockIsTold() throws LogException {
        LogFile log = open();
        write(log);
        HeapStorage crashed = storage.copy();
        log.close();
        assertThat(read(crashed, 5, "a")).containsExactly("a 0", "a 1", "*");
        assertThat(read(crashed, 5, "b")).containsExactly("b 0", "b 1", "b 2");
        assertThat(read(crashed, 5, "idle")).containsExactly("idle 0", "*");
        assertThat(read(crashed, 3, "a")).containsExactly("a 0", "*", "a 2");
        for (String name : STREAMS) {
            assertThat(read(crashed, 6, name)).as("it is taken for a torn end").doesNotContain("*");
        }
    }

    /** A reader went on with the first block that was left, as if there had been none before it. */
    @Test
    void readerIsToldThatTheBaseHasPassedItAlsoIfTheFirstBlockLeftIsTheBase() throws LogException {
        try (LogFile log = open();
                LogStream slow = log.stream("slow");
                LogStream busy = log.stream("busy");
                MarshallingArea slowArea = slow.createMarshallingArea(AREA);
                MarshallingArea busyArea = busy.createMarshallingArea(AREA)) {
            Lsn first = append(slowArea, "first");
            try (ReadContext reading = slowArea.read(first, ReadMode.FORWARD);
                    ReadContext atTheBase = slowArea.read(first, ReadMode.FORWARD)) {
                assertThat(reading.next()).isTrue();
                assertThat(atTheBase.next()).isTrue();
                append(slowArea, "second");
                while (log.physicalInformation().nextLsn().containerId() < 1) {
                    busyArea.append(ByteBuffer.allocate(4000));
                }
                Lsn base = append(slowArea, "third");
                assertThat(atTheBase.next()).isTrue();
                busyArea.flush();
                busy.advanceBase(busy.nextLsn());
                slow.advanceBase(base);
                while (log.physicalInformation().nextLsn().containerId() < 2) {
                    busyArea.append(ByteBuffer.allocate(4000));
                }
                busyArea.flush();
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(reading::next)
                            .isInstanceOfSatisfying(
                                    LogException.class,
                                    e -> assertThat(e.status()).isEqualTo(LogStatus.START_OF_LOG));
                }
                assertThat(atTheBase.next()).isTrue();
                assertThat(atTheBase.lsn()).isEqualTo(base);
                assertThat(atTheBase.next()).isFalse();
            }
        }
    }

    /** Nothing but a claim that was given up lay between, and the reader was told for ever that the base had passed it. */
    @Test
    void baseBehindAnAbortedClaimHasPassedNobody() throws LogException {
        try (LogFile log = open();
                LogStream stream = log.stream("s");
                MarshallingArea area = stream.createMarshallingArea(AREA)) {
            Lsn first = append(area, "first");
            try (ReadContext context = area.read(first, ReadMode.FORWARD)) {
                assertThat(context.next()).isTrue();
                area.claim(10, Append.NONE).abort();
                area.flush();
                stream.advanceBase(stream.nextLsn());
                assertThat(context.next()).isFalse();
                Lsn second = append(area, "second");
                assertThat(context.next()).isTrue();
                assertThat(context.lsn()).isEqualTo(second);
            }
        }
    }
}
