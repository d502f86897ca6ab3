package org.clfs4j.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending to a log that goes round and round gives the garbage collector nothing to do. */
class AppendGarbageTest {

    private static final int RECORD_SIZE = 256;
    private static final int CONTAINERS = 4;
    private static final int CONTAINER_SIZE = 4 << 20;

    /** The base moves so often, which costs an LSN, and a new container now and then, which costs metadata. */
    private static final int APPENDS_PER_ADVANCE = 4096;
    private static final int MOST_RUNS = 50;

    @TempDir
    private Path directory;

    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_SIZE);
    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;

    /** By reflection, for the provider's module must not need the JDK's management. */
    private Object threads;

    private Method allocatedBytes;

    @BeforeEach
    void findCounter() throws ReflectiveOperationException {
        threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        allocatedBytes = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
    }

    @BeforeEach
    void open() throws IOException {
        log = new NioLogProvider().open(LogName.of(directory.resolve("wal")), OpenOptions.createNew());
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
        append(100_000, Append.NONE);
        assertThat(garbageOf(200_000, Append.NONE)).as("bytes for each append").isLessThan(1);
    }

    @Test
    void durableAppendsMakeNone() throws Exception {
        append(2_000, Append.FORCE_FLUSH);
        assertThat(garbageOf(2_000, Append.FORCE_FLUSH)).as("bytes for each append").isLessThan(1);
    }

    /** The JVM gets there when it has compiled what is called here, which on a busy machine takes some of these runs. */
    private double garbageOf(int count, Append options) throws Exception {
        allocatedByThisThread(); // its first call makes garbage of its own
        double least = Double.MAX_VALUE;
        for (int run = 0; run < MOST_RUNS && least >= 1; run++) {
            long before = allocatedByThisThread();
            append(count, options);
            least = Math.min(least, (allocatedByThisThread() - before) / (double) count);
        }
        return least;
    }

    private void append(int count, Append options) throws IOException {
        long lsn = 0;
        for (int i = 1; i <= count; i++) {
            lsn = area.appendAsLong(record, options);
            if (i % APPENDS_PER_ADVANCE == 0) {
                stream.advanceBase(Lsn.of(lsn));
            }
        }
    }

    private long allocatedByThisThread() throws ReflectiveOperationException {
        return (long) allocatedBytes.invoke(threads);
    }
}
