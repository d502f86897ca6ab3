package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.stream.Arrivals;
import org.clfs4j.core.stream.ChainedBlocks;
import org.clfs4j.core.stream.DurableBlocks;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;

/**
 * The records of a log that this process writes.
 *
 * @threading safe for concurrent use
 */
public final class WriterSource implements RecordSource {

    private final LogWriter log;
    private final StreamWriter stream;
    private final LogClock clock;

    /** Creates the source of a stream. */
    public WriterSource(LogWriter log, StreamWriter stream, LogClock clock) {
        this.log = log;
        this.stream = stream;
        this.clock = clock;
    }

    @Override
    public String logName() {
        return log.failure().logName();
    }

    @Override
    public ContainerTable table() {
        return log.table();
    }

    @Override
    public Checksum checksum() {
        return Checksum.of(log.metadata().identity());
    }

    @Override
    public int sectorSize() {
        return log.metadata().sectorSize();
    }

    @Override
    public DurableBlocks durableBlocks(ByteBuffer memory) {
        return new ChainedBlocks(this, memory);
    }

    @Override
    public long base() {
        return log.state().base();
    }

    @Override
    public long readableFrom() {
        return base();
    }

    @Override
    public long next() {
        return stream.next();
    }

    @Override
    public long durable() {
        return log.state().durable();
    }

    @Override
    public long visibleEnd(Object reader, long position) {
        if (log.failed()) {
            return log.state().durable();
        }
        WriteBlock open = stream.open();
        if (open != null && open.area == reader && stream.nothingQueuedFrom(position)) {
            stream.closeOpenBlockOf(open.area);
        }
        return stream.queuedUpTo();
    }

    @Override
    public long copyUnflushed(long place, ByteBuffer target) {
        return stream.copyUnflushed(place, target);
    }

    @Override
    public boolean refresh() {
        return false;
    }

    @Override
    public Arrivals arrivals() {
        return stream.arrivals();
    }

    @Override
    public LogClock clock() {
        return clock;
    }

    @Override
    public void checkFailure() throws LogException {
        log.failure().check();
    }
}
