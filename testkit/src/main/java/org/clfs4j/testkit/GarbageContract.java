package org.clfs4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.clfs4j.testkit.storage.AllocatedBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Appending and reading allocate nothing, once they are compiled: before that, the JVM may make an object that nobody asked for, such
 * as one for each call into the system.
 *
 * @threading not thread-safe
 */
public abstract class GarbageContract {

    private static final int RECORD_SIZE = 256;
    private static final int CONTAINERS = 4;
    private static final int CONTAINER_SIZE = 4 << 20;

    /** What is looked at is done so many times; between that, the base moves, or a context is opened anew. */
    private static final int BATCH = 1000;

    /** A few batches come upon a new container, which is written into the metadata. */
    private static final double CLEAN_BATCHES = 0.8;

    private static final int MAX_ROUNDS = 1000;

    @TempDir(factory = InMemory.class)
    private Path directory;

    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_SIZE);
    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;

    private ReadContext records;

    /** What is done again and again. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Creates the contract; JUnit does, for each test. */
    protected GarbageContract() {}

    /**
     * Makes the provider under test.
     *
     * @return the provider
     */
    protected abstract LogProvider provider();

    @BeforeEach
    void open() throws IOException {
        log = provider().open(LogName.of(directory.resolve("wal")), OpenOptions.createNew());
        log.containers().add(CONTAINERS, CONTAINER_SIZE);
        stream = log.stream();
        area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
    }

    @AfterEach
    void close() throws IOException {
        area.close();
        stream.close();
        log.close();
    }

    @Test
    void bufferedAppendsMakeNone() throws IOException {
        assertNoGarbage(100, () -> append(Append.NONE), this::advanceBase);
    }

    @Test
    void durableAppendsMakeNone() throws IOException {
        assertNoGarbage(20, () -> append(Append.FORCE_FLUSH), this::advanceBase);
    }

    @Test
    void readingMakesNone() throws IOException {
        for (int i = 1; i < 20 * (BATCH + 1); i++) { // each batch is followed by one more, but for the last
            area.append(record);
        }
        area.flush();
        records = area.read(stream.baseLsn(), ReadMode.FORWARD);
        assertNoGarbage(50, this::read, this::beginAnewAtTheEnd);
        records.close();
    }

    /** Works in rounds until one makes no garbage in its batches. */
    private static void assertNoGarbage(int batches, Work batch, Work between) throws IOException {
        List<Double> garbage = new ArrayList<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            long bytes = 0;
            int clean = 0;
            for (int i = 0; i < batches; i++) {
                long before = AllocatedBytes.byThisThread();
                batch.run();
                long allocated = AllocatedBytes.byThisThread() - before;
                bytes += allocated;
                clean += allocated == 0 ? 1 : 0;
                between.run();
            }
            if (clean >= CLEAN_BATCHES * batches) {
                return;
            }
            garbage.add(bytes / (double) (batches * BATCH));
        }
        fail("bytes for each append or read, in the last rounds: " + garbage.subList(MAX_ROUNDS - 20, MAX_ROUNDS));
    }

    private void append(Append options) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            area.appendAsLong(record, options);
        }
    }

    private void advanceBase() throws IOException {
        stream.advanceBase(stream.nextLsn());
    }

    private void read() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            assertTrue(records.next());
            assertEquals(RECORD_SIZE, records.payload().remaining());
        }
    }

    private void beginAnewAtTheEnd() throws IOException {
        if (!records.next()) {
            records.close();
            records = area.read(stream.baseLsn(), ReadMode.FORWARD);
        }
    }
}
