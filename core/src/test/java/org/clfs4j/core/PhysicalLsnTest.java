package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only records have a place, not every LSN of a block that there is. */
class PhysicalLsnTest {

    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::"})
    void lsnsThatAreNoRecordsHaveNoPlace(String text) throws LogException {
        LogName name = LogName.of(text);
        HeapStorage storage = new HeapStorage();
        try (LogFile log = LogFixture.provider(storage).open(name, OpenOptions.openAlways())) {
            log.containers().add(2, 1 << 20);
            try (LogStream stream = text.endsWith("::") ? log.stream("s") : log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                Lsn first = area.append(ByteBuffer.allocate(1000), Append.FORCE_FLUSH);
                Lsn queued = area.append(ByteBuffer.allocate(1000), Append.FORCE_APPEND);
                check(log, stream.id(), first, first.increment());
                check(log, stream.id(), queued, queued.increment());
                Lsn secondSector = Lsn.create(first.containerId(), first.blockOffset() + 512, 0);
                check(log, stream.id(), first, secondSector);
                area.flush();
            }
        }
        try (LogFile log = LogFixture.provider(storage)
                .open(name, OpenOptions.openExisting().access(Access.READ))) {
            int id = log.streams().get(0).id();
            check(log, id, Lsn.NULL, Lsn.NULL.increment());
        }
    }

    private static void check(LogFile log, int id, Lsn record, Lsn none) throws LogException {
        assertThat(log.physicalLsn(id, record).recordSequence()).isEqualTo(record.recordSequence());
        assertThatThrownBy(() -> log.physicalLsn(id, none))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.RECORD_NONEXISTENT));
    }
}
