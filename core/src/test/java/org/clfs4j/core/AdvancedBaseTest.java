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
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogFullException;
import org.junit.jupiter.api.Test;

/** The base goes where it was told to, whatever others do at the same moment. */
class AdvancedBaseTest {

    /** A small one, since the base goes on by itself at the end of each. */
    private static final long CONTAINER = 512 << 10;

    private static final int MOVES = 100_000;

    /** What became durable between two looks at the bound was passed by the base, and so lost. */
    @Test
    void baseDoesNotPassWhatBecomesDurableMeanwhile() throws Exception {
        besideAppends(Append.FORCE_FLUSH, (stream, area) -> {
            Lsn bound = stream.flushedUpTo();
            stream.advanceBase(bound);
            boolean inNextContainer = stream.baseLsn().equals(Lsn.create(bound.containerId() + 1, 0, 0));
            assertThat(inNextContainer || stream.baseLsn().equals(bound))
                    .as("base %s, moved to %s", stream.baseLsn(), bound)
                    .isTrue();
        });
    }

    /** A bound was refused if another thread had closed the block that it lay behind. */
    @Test
    void baseGoesToWhatWasTheNextLsn() throws Exception {
        besideAppends(Append.NONE, (stream, area) -> {
            Lsn bound = stream.nextLsn();
            stream.advanceBase(bound);
            assertThat(stream.baseLsn()).isGreaterThanOrEqualTo(bound);
        });
    }

    /** Reading from an empty stream's base was refused if a block was opened in the next container meanwhile. */
    @Test
    void baseCanBeReadAlthoughItGoesOn() throws Exception {
        besideAppends(Append.FORCE_FLUSH, (stream, area) -> {
            stream.advanceBase(stream.flushedUpTo());
            area.read(stream.baseLsn(), ReadMode.FORWARD).close();
        });
    }

    /** What is done again and again. */
    private interface Move {
        void make(LogStream stream, MarshallingArea area) throws Exception;
    }

    private static void besideAppends(Append append, Move move) throws Exception {
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogFixture.NAME, OpenOptions.openAlways())) {
            log.containers().add(4, CONTAINER);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(4096)
                            .build())) {
                AtomicBoolean done = new AtomicBoolean();
                FutureTask<Void> appender = new FutureTask<>(() -> {
                    while (!done.get()) {
                        try {
                            area.append(ByteBuffer.allocate(100), append);
                        } catch (LogFullException e) {
                            Thread.yield(); // until the base has moved
                        }
                    }
                    return null;
                });
                Thread thread = new Thread(appender);
                thread.start();
                try {
                    for (int i = 0; i < MOVES; i++) {
                        move.make(stream, area);
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
