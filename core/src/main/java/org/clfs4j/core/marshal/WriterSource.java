package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.stream.Arrivals;
import org.clfs4j.core.stream.BlockIndex;
import org.clfs4j.core.stream.ChainedBlocks;
import org.clfs4j.core.stream.DurableBlocks;
import org.clfs4j.core.stream.IndexedBlocks;
import org.clfs4j.core.stream.ReadContexts;
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
    public WriterSource(StreamWriter stream, LogClock clock) {
        this.log = stream.log();
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
    public long tail() {
        return log.tail();
    }

    @Override
    public long end() {
        return log.state().durable();
    }

    @Override
    public DurableBlocks durableBlocks(ByteBuffer memory) {
        BlockIndex index = stream.state().index();
        return index == null
                ? new ChainedBlocks(this, memory)
                : new IndexedBlocks(this, index, stream.state().id(), List.of(), 0, memory);
    }

    @Override
    public int visibleRecords(long block, int count) {
        return stream.state().visibleRecords(block, count);
    }

    @Override
    public long readableFrom() {
        return stream.state().readableFrom(log.state().archiveTail());
    }

    @Override
    public long base() {
        return stream.state().base();
    }

    @Override
    public long baseAt(long lsn) {
        return stream.state().baseAt(lsn);
    }

    @Override
    public long next() {
        return stream.next();
    }

    @Override
    public long durable() {
        return stream.state().durable();
    }

    @Override
    public long visibleEnd(Object reader, long position) {
        if (log.failed()) {
            return stream.state().durable();
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
    public void refreshMarkers() {
        // Only this process changes the log.
    }

    @Override
    public ReadContexts contexts() {
        return stream.contexts();
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
