package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/** Stream ids are given once, and there are as many as an index entry has room for. */
class StreamIdTest {

    private static final LogName NAME = LogName.of("log:wal::");

    private final HeapStorage storage = new HeapStorage();
    private final LogProvider provider = LogFixture.provider(storage);

    @Test
    void afterTheLastIdNoStreamIsCreated() throws Exception {
        provider.open(NAME, OpenOptions.createNew()).close();
        leaveIds(1);
        try (LogFile log = provider.open(NAME, OpenOptions.openExisting());
                LogStream last = log.stream("last")) {
            assertThat(last.id()).isEqualTo(IndexFormat.MAX_STREAM_ID);
            assertRefused(log);
        }
        try (LogFile log = provider.open(NAME, OpenOptions.openExisting())) {
            assertThat(log.streams()).hasSize(1);
            assertRefused(log);
        }
    }

    private static void assertRefused(LogFile log) {
        assertThatThrownBy(() -> log.stream("one more"))
                .isInstanceOf(LogResourceException.class)
                .hasMessageContaining(String.valueOf(IndexFormat.MAX_STREAM_ID))
                .extracting(refusal -> ((LogException) refusal).status())
                .isEqualTo(LogStatus.INSUFFICIENT_RESOURCES);
    }

    /** Makes the log one that has given all ids but some. */
    private void leaveIds(int count) throws Exception {
        try (BaseLogFile file = BaseLogFile.open(storage, LogMemory.JVM, "wal", true)) {
            Metadata now = file.read().metadata();
            file.write(new Metadata(
                    now.dumpCount() + 1,
                    now.identity(),
                    now.createdMillis(),
                    now.epoch(),
                    now.sectorSize(),
                    now.kind(),
                    now.life(),
                    now.containerSize(),
                    now.durableUpTo(),
                    now.durableChecksum(),
                    now.archiveTail(),
                    IndexFormat.MAX_STREAM_ID - count,
                    now.containers(),
                    now.streams(),
                    now.cuts()));
        }
    }
}
