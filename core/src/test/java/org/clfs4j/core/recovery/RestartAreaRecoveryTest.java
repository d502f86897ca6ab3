package org.clfs4j.core.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.RestartOptions;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.error.LogException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restart areas that recovery does not read, because the metadata says that they are durable. */
class RestartAreaRecoveryTest {

    private static final int MIB = 1 << 20;
    private static final int BLOCK = 4 * MIB;

    /** Larger than what recovery reads of the newest container in any case. */
    private static final long CONTAINER = 70L * MIB;

    private static final OpenOptions OPTIONS = OpenOptions.openAlways().flushThreshold(1 << 30);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /**
     * With the group that the restart area is in, more than 64 MiB are written, so that the metadata is written again; it said that
     * the restart area was durable, but not yet that it was the newest.
     */
    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::s"})
    void restartAreaInTheGroupThatRenewsTheMetadataIsFoundWithItsBase(String text) throws LogException {
        LogName name = LogName.of(text);
        HeapStorage storage = new HeapStorage();
        LogFile log = LogFixture.provider(storage).open(name, OPTIONS);
        log.containers().add(2, CONTAINER);
        LogStream stream = log.stream();
        MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(BLOCK)
                .maxWriteBlocks(MarshallingAreaOptions.UNLIMITED)
                .build());
        area.writeRestartArea(bytes("older"), Lsn.INVALID);
        ByteBuffer large = ByteBuffer.allocate(BLOCK - 1000);
        for (int i = 0; i < 16; i++) {
            area.append(large.clear(), Append.FORCE_FLUSH);
        }
        area.append(large.clear(), Append.FORCE_APPEND);
        Lsn base = stream.nextLsn();
        Lsn restart = area.writeRestartArea(bytes("newer"), RestartOptions.advanceBaseTo(base));
        assertThat(stream.baseLsn()).isEqualTo(base);

        try (LogFile recovered = LogFixture.provider(storage.copy()).open(name, OPTIONS);
                LogStream after = recovered.stream()) {
            assertThat(recovered.recovery().bytesRead()).isLessThan(CONTAINER);
            assertThat(after.restartLsn()).contains(restart);
            assertThat(after.baseLsn()).isEqualTo(base);
        }
    }
}
