package org.clfs4j.core.stream;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;

/**
 * The markers of a log that is open for writing, and their way into the base log file.
 *
 * <p>Metadata never says more than the containers hold: the base that is written is not beyond the durable bound.
 *
 * @threading markers may be read from any thread; who may move one is stated at the method
 */
public final class LogState {

    private final BaseLogFile baseLogFile;
    private final ContainerTable table;
    private final LongAdder metadataFlushes = new LongAdder();
    private final LongAdder metadataFlushedBytes = new LongAdder();
    private Metadata written;
    private volatile long base;
    private volatile long restartLsn;
    private volatile long durable;
    private volatile int durableChecksum;
    private volatile long persistedDurable;

    /**
     * Creates the state of a log.
     *
     * @param written the metadata that the base log file holds now
     */
    public LogState(BaseLogFile baseLogFile, ContainerTable table, Metadata written) {
        this.baseLogFile = baseLogFile;
        this.table = table;
        this.written = written;
        this.persistedDurable = written.durableUpTo();
    }

    /** Sets all markers, before the log is used. */
    public void start(long base, long restartLsn, long durable, int durableChecksum) {
        this.base = base;
        this.restartLsn = restartLsn;
        this.durable = durable;
        this.durableChecksum = durableChecksum;
    }

    public long base() {
        return base;
    }

    /** Moves the base; under the stream's lock. */
    public void base(long newBase) {
        base = newBase;
    }

    /** Returns the newest restart area, or {@link Place#NONE}. */
    public long restartLsn() {
        long lsn = restartLsn;
        return lsn != Place.NONE && Place.less(lsn, base) ? Place.NONE : lsn;
    }

    /** Sets the newest restart area, which is durable. */
    public void restartLsn(long lsn) {
        restartLsn = lsn;
    }

    /** Returns the bound below which everything is durable. */
    public long durable() {
        return durable;
    }

    /** Returns the checksum of the block that ends at the durable bound. */
    public int durableChecksum() {
        return durableChecksum;
    }

    /** Moves the durable bound; by the flush leader. */
    public void durable(long bound, int checksum) {
        durableChecksum = checksum;
        durable = bound;
    }

    /** Returns the durable bound that the base log file holds. */
    public long persistedDurable() {
        return persistedDurable;
    }

    public long metadataFlushes() {
        return metadataFlushes.sum();
    }

    public long metadataFlushedBytes() {
        return metadataFlushedBytes.sum();
    }

    /** Returns the metadata that the base log file holds. */
    public synchronized Metadata written() {
        return written;
    }

    /** Writes the markers and the container table as they are now, and forces them. */
    public synchronized void persist() throws IOException {
        persist(written.epoch(), Life.OPEN);
    }

    /** Writes them with a new epoch. */
    public synchronized void persistEpoch(long epoch) throws IOException {
        persist(epoch, Life.OPEN);
    }

    /** Writes them and the fact that the log ends at the durable bound. */
    public synchronized void persistClosed() throws IOException {
        persist(written.epoch(), Life.CLOSED);
    }

    private void persist(long epoch, Life life) throws IOException {
        long durableNow = durable;
        StreamEntry old = written.streams().get(0);
        StreamEntry stream = new StreamEntry(
                old.id(), Place.min(base, durableNow), restartLsn, durableNow, old.resets(), old.name());
        Metadata next = new Metadata(
                written.dumpCount() + 1,
                written.identity(),
                written.createdMillis(),
                epoch,
                written.sectorSize(),
                written.kind(),
                life,
                table.containerSize(),
                durableNow,
                durableChecksum,
                written.archiveTail(),
                written.streamsCreated(),
                table.entries(),
                List.of(stream),
                written.cuts());
        int bytes = baseLogFile.write(next);
        metadataFlushes.increment();
        metadataFlushedBytes.add(bytes);
        written = next;
        persistedDurable = durableNow;
    }
}
