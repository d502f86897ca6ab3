package org.clfs4j.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.LogKind;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.Test;

/** What the metadata says together was true together. */
class LogStateTest {

    private static final int WRITES = 3000;

    @Test
    void aDurableBoundIsWrittenWithItsOwnChecksum() throws Exception {
        HeapStorage storage = new HeapStorage();
        BaseLogFile.create(storage, "log");
        Metadata first = Metadata.first(new UUID(1, 2), 0, 512, LogKind.DEDICATED, Place.NONE);
        try (BaseLogFile file = BaseLogFile.openNew(storage, LogMemory.JVM, "log");
                ContainerTable table = new ContainerTable(LogMemory.JVM)) {
            file.write(first);
            StreamState stream = new StreamState(first.streams().get(0), null, 0, Place.NONE, 0);
            LogState state = new LogState(file, table, first, List.of(stream), 0, 0);
            AtomicBoolean done = new AtomicBoolean();
            Thread leader = new Thread(() -> {
                for (int i = 1; !done.get(); i++) {
                    state.durable(512L * i, i);
                }
            });
            leader.start();
            try {
                for (int i = 0; i < WRITES; i++) {
                    state.persist();
                    Metadata written = state.written();
                    assertThat(written.durableChecksum()).isEqualTo((int) (written.durableUpTo() / 512));
                }
            } finally {
                done.set(true);
                leader.join();
            }
        }
    }
}
