package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.clfs4j.Lsn;
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
 * Appending and reading give the garbage collector nothing to do, once they are compiled: before that, the JVM may make an object that
 * nobody asked for, such as one for each call into the system.
 *
 * @threading not thread-safe
 */
public abstract class GarbageContract {

    private static final int RECORD_SIZE = 256;
    private static final int CONTAINERS = 4;
    private static final int CONTAINER_SIZE = 4 << 20;

    /** The base moves so often, which costs an LSN, and a new container now and then, which costs metadata. */
    private static final int APPENDS_PER_ADVANCE = 4096;

    private static final int MAX_ROUNDS = 100;

    @TempDir(factory = InMemory.class)
    private Path directory;

    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_SIZE);
    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;

    /** Does something so many times. */
    @FunctionalInterface
    private interface Work {
        void run(int count) throws IOException;
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
    void bufferedAppendsMakeNone() throws Exception {
        assertNoGarbage(100_000, count -> append(count, Append.NONE));
    }

    @Test
    void durableAppendsMakeNone() throws Exception {
        assertNoGarbage(2_000, count -> append(count, Append.FORCE_FLUSH));
    }

    @Test
    void readingMakesNone() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            area.append(record);
        }
        area.flush();
        assertNoGarbage(50_000, this::read);
    }

    /** Works in rounds until one makes no garbage. */
    private void assertNoGarbage(int count, Work work) throws Exception {
        List<Double> garbage = new ArrayList<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            AllocatedBytes.byThisThread(); // its first call makes garbage of its own
            long before = AllocatedBytes.byThisThread();
            work.run(count);
            garbage.add((AllocatedBytes.byThisThread() - before) / (double) count);
            if (garbage.get(round) < 1) {
                return;
            }
        }
        assertThat(garbage).as("bytes for each append or read, in each round").anyMatch(bytes -> bytes < 1);
    }

    private void append(int count, Append options) throws IOException {
        long lsn = 0;
        for (int i = 1; i <= count; i++) {
            lsn = area.appendAsLong(record, options);
            if (i % APPENDS_PER_ADVANCE == 0) {
                stream.advanceBase(Lsn.of(lsn));
            }
        }
        stream.advanceBase(Lsn.of(lsn));
    }

    private void read(int count) throws IOException {
        int read = 0;
        while (read < count) {
            try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                while (read < count && records.next()) {
                    read += records.payload().get(records.payload().position()) == 0 ? 1 : 0;
                }
            }
        }
    }
}
