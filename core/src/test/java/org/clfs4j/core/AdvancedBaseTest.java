package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.Test;

/** The base goes where it was told to, whatever others do at the same moment. */
class AdvancedBaseTest {

    private static final int MOVES = 20_000;

    /** What became durable between two looks at the bound was passed by the base, and so lost. */
    @Test
    void baseDoesNotPassWhatBecomesDurableMeanwhile() throws Exception {
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogFixture.NAME, OpenOptions.openAlways())) {
            log.containers().add(4, 4 << 20);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(4096)
                            .build())) {
                AtomicBoolean done = new AtomicBoolean();
                FutureTask<Void> appender = new FutureTask<>(() -> {
                    while (!done.get()) {
                        area.append(ByteBuffer.allocate(100), Append.FORCE_FLUSH);
                    }
                    return null;
                });
                Thread thread = new Thread(appender);
                thread.start();
                try {
                    for (int i = 0; i < MOVES; i++) {
                        Lsn bound = stream.flushedUpTo();
                        stream.advanceBase(bound);
                        boolean inNextContainer = stream.baseLsn().equals(Lsn.create(bound.containerId() + 1, 0, 0));
                        assertThat(inNextContainer || stream.baseLsn().equals(bound))
                                .as("base %s, moved to %s", stream.baseLsn(), bound)
                                .isTrue();
                    }
                } finally {
                    done.set(true);
                    thread.join();
                }
                appender.get();
            }
        }
    }
}
