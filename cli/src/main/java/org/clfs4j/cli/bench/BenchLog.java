package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
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
 * Our side: a log with default options that gives up old records all the time, so that it never gets full.
 *
 * @threading one measurement at a time; producers run concurrently
 */
final class BenchLog implements AutoCloseable {

    /** Looking at the stop flag after each append would cost a part of what is measured. */
    private static final int APPENDS_PER_LOOK = 64;

    private final LogFile log;
    private final LogStream stream;
    private final MarshallingArea area;

    /** The LSN of a record that was appended a moment ago; a base to come. */
    private volatile long recent;

    private BenchLog(LogFile log) throws IOException {
        this.log = log;
        this.stream = log.stream();
        this.area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
    }

    static BenchLog create(LogProvider provider, Path path, int containers, long containerSize) throws IOException {
        LogFile log = provider.open(LogName.of(path), OpenOptions.createNew());
        log.containers().add(containers, containerSize);
        return new BenchLog(log);
    }

    /** One thread appends; everything is flushed at the end. */
    Contender buffered(int recordSize, Allocation allocation) {
        return time -> Loops.perSecond(1, time, stop -> appendBuffered(recordSize, stop, allocation), this::giveUpOld);
    }

    private long appendBuffered(int recordSize, Loops.Stop stop, Allocation allocation) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        long count = allocation.of(() -> appendBuffered(record, stop));
        area.flush();
        return count;
    }

    private long appendBuffered(ByteBuffer record, Loops.Stop stop) throws IOException {
        long count = 0;
        while (!stop.requested()) {
            for (int i = 1; i < APPENDS_PER_LOOK; i++) {
                area.appendAsLong(record, Append.NONE);
            }
            recent = area.appendAsLong(record, Append.NONE);
            count += APPENDS_PER_LOOK;
        }
        return count;
    }

    /** Producers append, each record durable before the next. */
    Contender durable(int producers, int recordSize, Allocation allocation) {
        return time -> Loops.perSecond(
                producers, time, stop -> appendDurable(recordSize, stop, allocation), this::giveUpOld);
    }

    private long appendDurable(int recordSize, Loops.Stop stop, Allocation allocation) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        return allocation.of(() -> appendDurable(record, stop));
    }

    private long appendDurable(ByteBuffer record, Loops.Stop stop) throws IOException {
        long count = 0;
        while (!stop.requested()) {
            recent = area.appendAsLong(record, Append.FORCE_FLUSH);
            count++;
        }
        return count;
    }

    /** Appends until most of the log is in use, so that there is something to read. */
    void fill(int recordSize) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        stream.advanceBase(area.flush());
        long room = log.information().totalAvailable() / 2;
        while (log.information().currentAvailable() > room) {
            for (int i = 0; i < 10_000; i++) {
                area.appendAsLong(record, Append.NONE);
            }
        }
        area.flush();
    }

    /** One thread reads from the oldest record to the youngest, again and again; counts bytes of records. */
    Contender read() {
        return time -> Loops.perSecond(1, time, this::readAll, Loops.Tick.NONE);
    }

    private long readAll(Loops.Stop stop) throws IOException {
        long bytes = 0;
        while (!stop.requested()) {
            try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                while (records.next()) {
                    bytes += records.payload().remaining();
                }
            }
        }
        return bytes;
    }

    /** Of several producers the last to say so need not be the youngest. */
    private void giveUpOld() throws IOException {
        Lsn candidate = Lsn.of(recent);
        if (candidate.isGreater(stream.baseLsn())) {
            stream.advanceBase(candidate);
        }
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
