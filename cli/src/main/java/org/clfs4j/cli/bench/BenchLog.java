package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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

/**
 * Our side: a log with default options that gives up old records now and then, so that it never gets full.
 *
 * @threading one measurement at a time; its producers run concurrently
 */
final class BenchLog implements AutoCloseable {

    /** Looking at the stop flag after each append would cost a part of what is measured. */
    private static final int APPENDS_PER_LOOK = 64;

    /** This part of the log is appended before the base follows; small, because a block on disk may be mostly padding. */
    private static final int PART = 16;

    private final LogFile log;
    private final LogStream stream;
    private final MarshallingArea area;
    private final long size;

    private BenchLog(LogFile log) throws IOException {
        this.log = log;
        this.stream = log.stream();
        this.area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        this.size = log.information().totalAvailable();
    }

    static BenchLog create(LogProvider provider, Path path, int containers, long containerSize) throws IOException {
        LogFile log = provider.open(LogName.of(path), OpenOptions.createNew());
        log.containers().add(containers, containerSize);
        return new BenchLog(log);
    }

    /** One thread appends; everything is flushed at the end. */
    Contender buffered(int recordSize, Allocation allocation) {
        return time -> {
            giveUpAll();
            return Loops.perSecond(1, time, stop -> {
                ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
                long count = allocation.of(() -> append(record, Append.NONE, APPENDS_PER_LOOK, size / PART, stop));
                area.flush();
                return count;
            });
        };
    }

    /** Producers append, each record durable before the next. */
    Contender durable(int producers, int recordSize, Allocation allocation) {
        return time -> {
            giveUpAll();
            return Loops.perSecond(producers, time, stop -> {
                ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
                return allocation.of(() -> append(record, Append.FORCE_FLUSH, 1, size / PART / producers, stop));
            });
        };
    }

    private long append(ByteBuffer record, Append options, int appendsPerLook, long bytesPerAdvance, Loops.Stop stop)
            throws IOException {
        long count = 0;
        long bytes = 0;
        while (!stop.requested()) {
            long lsn = 0;
            for (int i = 0; i < appendsPerLook; i++) {
                lsn = area.appendAsLong(record, options);
            }
            count += appendsPerLook;
            bytes += (long) appendsPerLook * record.remaining();
            if (bytes > bytesPerAdvance) {
                bytes = 0;
                advanceBase(Lsn.of(lsn));
            }
        }
        return count;
    }

    /** Another producer may have advanced further. */
    private synchronized void advanceBase(Lsn base) throws IOException {
        if (base.isGreater(stream.baseLsn())) {
            stream.advanceBase(base);
        }
    }

    /** A round may be too short for its producers to move the base, and many such rounds fill the log. */
    private void giveUpAll() throws IOException {
        stream.advanceBase(stream.nextLsn());
    }

    /** Fills half of the log, so that there is something to read. */
    void fill(int recordSize) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        area.flush();
        giveUpAll();
        while (log.information().currentAvailable() > size / 2) {
            for (int i = 0; i < APPENDS_PER_LOOK; i++) {
                area.appendAsLong(record, Append.NONE);
            }
        }
        area.flush();
    }

    /** One thread reads records of one size from the oldest to the youngest, again and again; counts their bytes. */
    Contender read(int recordSize, Allocation allocation) {
        return time -> Loops.perSecond(1, time, stop -> recordSize * allocation.of(() -> readAll(recordSize, stop)));
    }

    private long readAll(int recordSize, Loops.Stop stop) throws IOException {
        long count = 0;
        while (!stop.requested()) {
            try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                while (!stop.requested() && records.next()) {
                    if (records.payload().remaining() != recordSize) {
                        throw new IllegalStateException("the record at " + records.lsn() + " is of another size");
                    }
                    count++;
                }
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        try (log;
                stream;
                area) {
            // closes all three, the area first
        }
    }
}
