package org.clfs4j.core.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** The index of a container in which the log goes on after a crash at its end; it is so large that not all of it is read. */
class IndexRecoveryTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final int MIB = 1 << 20;
    private static final int BLOCK = 3 * MIB;
    private static final int CONTAINER = 72 * MIB;
    private static final OpenOptions OPTIONS =
            OpenOptions.openAlways().flushThreshold(1 << 30).checkOldBlocks(false);
    private static final MarshallingAreaOptions AREA = MarshallingAreaOptions.builder()
            .blockSize(BLOCK)
            .maxWriteBlocks(MarshallingAreaOptions.UNLIMITED)
            .build();

    private final List<String> large = new ArrayList<>();
    private final List<String> small = new ArrayList<>();

    /** A log with two areas that go on from where they were. */
    private final class Writing {
        private final HeapStorage storage;
        private final MarshallingArea largeArea;
        private final MarshallingArea smallArea;

        Writing(HeapStorage storage) throws LogException {
            this(storage, CONTAINER);
        }

        Writing(HeapStorage storage, int container) throws LogException {
            this.storage = storage;
            LogFile log = LogFixture.provider(storage).open(NAME, OPTIONS);
            if (log.containers().list().isEmpty()) {
                log.containers().add(3, container);
            }
            largeArea = log.stream("large").createMarshallingArea(AREA);
            smallArea = log.stream("small").createMarshallingArea(AREA);
        }

        void large(String text, Append options) throws LogException {
            ByteBuffer record = ByteBuffer.allocate(BLOCK - 1000);
            record.put(text.getBytes(UTF_8)).rewind();
            largeArea.append(record, options);
            large.add(text);
        }

        void small(String text, Append options) throws LogException {
            smallArea.append(ByteBuffer.wrap(text.getBytes(UTF_8)), options);
            small.add(text);
        }

        /** Writes 69 of 72 MiB of the first container, with one segment of the index, and forces it. */
        void untilMostOfTheContainerIsFull() throws LogException {
            for (int i = 0; i < 23; i++) {
                large("large " + i, Append.FORCE_FLUSH);
                small("small " + i, Append.FORCE_FLUSH);
            }
        }

        /** Writes a container further than the first one, so that recovery reads no block of that. */
        void untilTheNextContainerIsFull() throws LogException {
            for (int i = 0; i < 30; i++) {
                large("later large " + i, Append.FORCE_FLUSH);
                small("later small " + i, Append.FORCE_FLUSH);
            }
        }

        HeapStorage crashed() {
            return storage.copy();
        }
    }

    private static List<String> read(LogFile log, String name) throws LogException {
        List<String> texts = new ArrayList<>();
        try (LogStream stream = log.stream(name);
                MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                texts.add(UTF_8.decode(context.payload()).toString().split("\0", 2)[0]);
            }
        }
        return texts;
    }

    private void assertAllThere(HeapStorage crashed) throws LogException {
        try (LogFile log = LogFixture.provider(crashed).open(NAME, OPTIONS)) {
            assertThat(read(log, "small")).isEqualTo(small);
            assertThat(read(log, "large")).isEqualTo(large);
        }
    }

    private static void copy(HeapStorage from, HeapStorage to, int position) {
        String first = LogFixture.firstContainer(from);
        byte[] bytes = from.bytes(first);
        System.arraycopy(bytes, position, to.bytes(first), position, bytes.length - position);
    }

    /** The segment that ends a container is written before the last blocks are forced, and told of blocks that were lost. */
    @Test
    void blocksThatWereLostTogetherAreNotInTheIndex() throws LogException {
        Writing log = new Writing(new HeapStorage());
        log.untilMostOfTheContainerIsFull();
        HeapStorage crashed = log.crashed();
        int smallKept = small.size();
        log.small("lost 1", Append.FORCE_APPEND);
        log.small("lost 2", Append.FORCE_APPEND);
        log.large("lost", Append.FORCE_FLUSH);
        copy(log.storage, crashed, ContainerHeaderFormat.HEADER_SIZE + CONTAINER);
        small.subList(smallKept, small.size()).clear();
        large.remove("lost");

        Writing again = new Writing(crashed);
        again.small("new, and longer than what was lost" + "-".repeat(2000), Append.FORCE_FLUSH);
        again.untilTheNextContainerIsFull();
        assertAllThere(again.crashed());
    }

    /** A block did not fit, and so the container was full; then came a crash, and blocks that fit. */
    @Test
    void blocksBehindTheSegmentThatEndedTheContainerAreFound() throws LogException {
        Writing log = new Writing(new HeapStorage());
        log.untilMostOfTheContainerIsFull();
        HeapStorage crashed = log.crashed();
        log.small("forced 1", Append.FORCE_APPEND);
        log.small("forced 2", Append.FORCE_APPEND);
        log.large("lost", Append.FORCE_FLUSH);
        copy(log.storage, crashed, ContainerHeaderFormat.HEADER_SIZE);
        large.remove("lost");

        Writing again = new Writing(crashed);
        again.small("fits", Append.FORCE_FLUSH);
        again.untilTheNextContainerIsFull();
        assertAllThere(again.crashed());
    }

    /** Recovery began where the metadata and the index end, and did not know there which block the next container goes on from. */
    @Test
    void nextContainerIsFoundFromWhereTheMetadataWasWrittenLast() throws LogException {
        Writing log = new Writing(new HeapStorage(), 66 * MIB);
        for (int i = 0; i < 22; i++) {
            log.large("large " + i, Append.FORCE_FLUSH);
        }
        log.large("does not fit", Append.FORCE_FLUSH);
        assertAllThere(log.crashed());
        log.large("one more", Append.FORCE_FLUSH);
        assertAllThere(log.crashed());
    }
}
