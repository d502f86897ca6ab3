package org.clfs4j.itests.file;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
import org.clfs4j.error.LogFullException;

/**
 * The program of {@link FlatHeapIT}: fills a log with blocks as small as can be, then goes on appending and reading, and says what
 * that does to the heap.
 */
public final class FlatHeap {

    private static final int CONTAINERS = 4;
    private static final int CONTAINER_SIZE = 32 << 20;
    private static final int FIRST = 5_000;

    /** How often the heap is looked at while it works, and what is done between two looks at the time. */
    private static final int LOOKS = 20;

    private static final int BUFFERED = 2_000;
    private static final int DURABLE = 50;

    private FlatHeap() {}

    /**
     * Prints how many bytes of heap are used after the first records, after all, and when they are read after opening the log again;
     * how many records there were; and then many times how many bytes are used.
     *
     * @param arguments path of the log, seconds to go on for
     */
    public static void main(String[] arguments) throws IOException {
        LogProvider provider = LogProvider.load();
        LogName name = LogName.of("log:" + Path.of(arguments[0]) + "::s");
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
            log.containers().add(CONTAINERS, CONTAINER_SIZE);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                ByteBuffer record = ByteBuffer.allocateDirect(100);
                append(area, record, FIRST);
                System.out.println(used());
                append(area, record, Integer.MAX_VALUE);
                System.out.println(used());
            }
        }
        try (LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            long read = 0;
            while (context.next()) {
                read++;
            }
            System.out.println(used());
            System.out.println(read);
            goOn(stream, area, TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1])));
        }
    }

    /** Appends, reads all of it, and gives it up, again and again. */
    private static void goOn(LogStream stream, MarshallingArea area, long nanos) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(100);
        long start = System.nanoTime();
        stream.advanceBase(stream.nextLsn());
        for (int look = 0; look < LOOKS; look++) {
            do {
                work(stream, area, record);
            } while (System.nanoTime() - start < nanos * (look + 1) / LOOKS);
            System.out.println(used());
        }
    }

    private static void work(LogStream stream, MarshallingArea area, ByteBuffer record) throws IOException {
        for (int i = 0; i < BUFFERED; i++) {
            area.appendAsLong(record, Append.NONE);
        }
        for (int i = 0; i < DURABLE; i++) {
            area.appendAsLong(record, Append.FORCE_FLUSH);
        }
        int read = 0;
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                read++;
            }
        }
        if (read != BUFFERED + DURABLE) {
            throw new IllegalStateException("appended " + (BUFFERED + DURABLE) + " records, read " + read);
        }
        stream.advanceBase(stream.nextLsn());
    }

    /** Appends records, each in a block of its own, until there are enough or the log is full. */
    private static void append(MarshallingArea area, ByteBuffer record, int count) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                area.appendAsLong(record, Append.FORCE_APPEND);
            }
        } catch (LogFullException e) {
            area.flush();
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
