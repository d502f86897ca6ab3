package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.junit.jupiter.api.Test;

/** What a log of many streams knows of its free containers, which it does not count for each block. */
class FreeContainersTest {

    private static final int CONTAINER = 1 << 20;
    private static final int SIZE = 60_000;

    private interface Step {
        void run(LogFile log) throws LogException;
    }

    @Test
    void containerThatIsRemovedBetweenTwoBlocksIsNotPromised() throws LogException {
        assertThat(whatFitsAfter(log -> log.containers().remove(log.containers().list().get(3).path(), true)))
                .isEqualTo(whatFitsIn(3));
    }

    @Test
    void containerThatIsAddedBetweenTwoBlocksIsUsed() throws LogException {
        assertThat(whatFitsAfter(log -> log.containers().add(1, CONTAINER))).isEqualTo(whatFitsIn(5));
    }

    /** Fills a log of four containers in which a block was written before and after a step; returns how much fits. */
    private static int whatFitsAfter(Step step) throws LogException {
        return fill(4, step);
    }

    private static int whatFitsIn(int containers) throws LogException {
        return fill(containers, log -> {});
    }

    private static int fill(int containers, Step step) throws LogException {
        OpenOptions options = OpenOptions.openAlways().access(Access.values());
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogName.of("log:wal::"), options)) {
            log.containers().add(containers, CONTAINER);
            try (LogStream stream = log.stream("s");
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(64 << 10)
                            .build())) {
                area.append(ByteBuffer.allocate(SIZE), Append.FORCE_FLUSH);
                step.run(log);
                int fits = 0;
                try {
                    for (; fits < 1000; fits++) {
                        area.append(ByteBuffer.allocate(SIZE), Append.FORCE_FLUSH);
                    }
                } catch (LogFullException e) {
                    // Promises to a block that is open are kept: all that was appended is durable.
                    assertThat(stream.flushedUpTo()).isEqualTo(stream.nextLsn());
                }
                assertThatThrownBy(() -> area.reserve(SIZE)).isInstanceOf(LogFullException.class);
                return fits;
            }
        }
    }
}
