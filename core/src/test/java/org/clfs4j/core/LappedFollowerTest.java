package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slow reader in another process than the writer, who is busy. */
class LappedFollowerTest {

    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();
    private final LogProvider provider = LogFixture.provider(storage);

    private static void fillUpTo(LogFile log, MarshallingArea area, long container) throws LogException {
        while (log.physicalInformation().nextLsn().containerId() < container) {
            area.append(ByteBuffer.allocate(3900));
        }
        area.flush();
    }

    private static int readOn(ReadContext context) throws LogException {
        int records = 0;
        while (context.next()) {
            records++;
        }
        return records;
    }

    /** There was more to follow, so that nobody looked at the metadata, and the reader was told of damage. */
    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::s"})
    void readerWhoseContainerIsUsedAgainIsToldThatTheBaseHasMoved(String text) throws LogException {
        LogName name = LogName.of(text);
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
            log.containers().add(3, 1 << 20);
        }
        try (LogFile reader = provider.open(name, OpenOptions.openExisting().access(Access.READ));
                LogStream followed = reader.stream();
                MarshallingArea readingArea = followed.createMarshallingArea(AREA);
                LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(AREA)) {
            fillUpTo(log, area, 1);
            try (ReadContext slow = readingArea.read(followed.baseLsn(), ReadMode.FORWARD);
                    ReadContext fast = readingArea.read(followed.baseLsn(), ReadMode.FORWARD)) {
                assertThat(readOn(fast)).isGreaterThan(100);
                assertThat(slow.next()).isTrue();
                fillUpTo(log, area, 2);
                stream.advanceBase(stream.nextLsn());
                fillUpTo(log, area, 3);
                area.append(ByteBuffer.allocate(3900));
                fillUpTo(log, area, 3);
                assertThatThrownBy(slow::next)
                        .isInstanceOfSatisfying(
                                LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.START_OF_LOG));
            }
        }
    }
}
