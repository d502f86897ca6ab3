package org.clfs4j.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the streams of a multiplexed log round a damaged block, wherever that is but at the base. */
class DamagedStreamTest {

    private static final LogName NAME = LogName.of("wal::");

    private final HeapStorage storage = new HeapStorage();
    private final LogProvider provider = LogFixture.provider(storage);

    /** Blocks of one sector and one record each: ledger, audit, ledger, audit, ledger, audit. */
    @BeforeEach
    void twoStreamsInTurn() throws LogException {
        try (LogFile log = provider.open(NAME, OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
            for (int i = 0; i < 6; i++) {
                try (LogStream stream = log.stream(name(i));
                        MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                    area.append(ByteBuffer.wrap(text(i).getBytes(UTF_8)), Append.FORCE_FLUSH);
                }
            }
        }
    }

    private static String name(int block) {
        return block % 2 == 0 ? "ledger" : "audit";
    }

    private static String text(int block) {
        return "record of block " + block;
    }

    private void flip(int block) {
        storage.bytes(LogFixture.firstContainer(storage))[LogFixture.position(block) + 80] ^= 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void aReaderThatSkipsDamageGetsTheRestAndComesToTheEnd(int damaged) throws LogException {
        flip(damaged);
        try (LogFile log = openForReading()) {
            skipsTo(log, damaged);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void soDoesOneWhoseBlockIsDamagedAfterOpening(int damaged) throws LogException {
        try (LogFile log = openForReading()) {
            flip(damaged);
            skipsTo(log, damaged);
        }
    }

    private LogFile openForReading() throws LogException {
        return provider.open(NAME, OpenOptions.openExisting().access(Access.READ).checkOldBlocks(false));
    }

    private static void skipsTo(LogFile log, int damaged) throws LogException {
        List<String> left = new ArrayList<>();
        for (int i = damaged % 2; i < 6; i += 2) {
            if (i != damaged) {
                left.add(text(i));
            }
        }
        try (LogStream stream = log.stream(name(damaged));
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            assertThat(read(records)).isEqualTo(left);
        }
    }

    private static List<String> read(ReadContext records) throws LogException {
        List<String> read = new ArrayList<>();
        int skipped = 0;
        while (true) {
            try {
                if (!records.next()) {
                    assertThat(skipped).as("damaged places").isEqualTo(1);
                    return read;
                }
                read.add(UTF_8.decode(records.payload()).toString());
            } catch (LogDamagedException e) {
                skipped++;
                assertThat(records.skipDamage()).as("bytes passed over").isPositive();
            }
        }
    }
}
