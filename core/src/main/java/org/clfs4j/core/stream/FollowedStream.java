package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The records of one stream of a log that another process may be writing.
 *
 * @threading safe for concurrent use; moved by {@link FollowedLog} under its lock
 */
public final class FollowedStream implements RecordSource {

    private final FollowedLog log;
    private final BlockIndex index;
    private RecordWalk records = new RecordWalk();
    private final Arrivals arrivals = Arrivals.polled();
    private final ReadContexts contexts = new ReadContexts();
    private volatile StreamEntry entry;
    private volatile long base;
    private volatile long end;
    private volatile long restartLsn;
    private volatile long lastRecord;
    private volatile boolean deleted;

    /**
     * Creates a follower where recovery found the stream.
     *
     * @param index where its blocks are, or {@code null} in a dedicated log
     * @param end the LSN behind its last block
     */
    FollowedStream(
            FollowedLog log,
            StreamEntry entry,
            BlockIndex index,
            long base,
            long restartLsn,
            long end,
            long lastRecord) {
        this.log = log;
        this.entry = entry;
        this.index = index;
        this.base = base;
        this.restartLsn = restartLsn;
        this.end = end;
        this.lastRecord = lastRecord;
    }

    /** Returns what the metadata says of the stream. */
    public StreamEntry entry() {
        return entry;
    }

    /** Returns where its blocks are, or {@code null} in a dedicated log. */
    public BlockIndex index() {
        return index;
    }

    /** Takes what newer metadata says. */
    void metadata(StreamEntry now) {
        entry = now;
        base = Place.max(base, now.baseLsn());
        if (now.restartLsn() != Place.NONE) {
            restartLsn = restartLsn == Place.NONE ? now.restartLsn() : Place.max(restartLsn, now.restartLsn());
        }
    }

    /** The stream was deleted: nothing of it is kept. */
    void deleted() {
        deleted = true;
        base = end;
    }

    /** Takes the stream's next block. */
    void block(ByteBuffer bytes, int block, long place) {
        long lsn = BlockFormat.lsn(bytes, block);
        records.block(bytes, block, visibleRecords(lsn, BlockFormat.recordCount(bytes, block)));
        if (index != null) {
            index.add(lsn, place);
        }
        if (records.restartLsn() != Place.NONE) {
            restartLsn = records.restartLsn();
        }
        if (records.newBase() != Place.NONE) {
            base = Place.max(base, records.newBase());
        }
        if (records.lastRecord() != Place.NONE) {
            lastRecord = records.lastRecord();
        }
        end = lsn + BlockFormat.length(bytes, block);
    }

    @Override
    public int visibleRecords(long block, int count) {
        return StreamState.visibleRecords(log.metadata().cuts(), block, count);
    }

    /** The log's end was found anew; only in a dedicated log. */
    void end(long newEnd) {
        end = newEnd;
    }

    /** Some of the records are gone; those that are left are taken again. */
    void forgetRecords() {
        records = new RecordWalk();
        restartLsn = entry.restartLsn();
        lastRecord = Place.NONE;
    }

    /** Returns the place of the oldest block that the stream needs, or {@link Place#NONE} if there is none. */
    public long basePlace() {
        return index == null ? Place.block(base) : index.placeFrom(Place.block(base));
    }

    @Override
    public String logName() {
        return log.logName();
    }

    @Override
    public ContainerTable table() {
        return log.table();
    }

    @Override
    public Checksum checksum() {
        return log.checksum();
    }

    @Override
    public int sectorSize() {
        return log.sectorSize();
    }

    @Override
    public long tail() {
        return log.tail();
    }

    @Override
    public boolean refresh() throws LogException, IOException {
        long before = end;
        log.refresh();
        return end != before;
    }

    @Override
    public void refreshMarkers() throws LogException, IOException {
        log.refreshMarkers();
    }

    @Override
    public long end() {
        return log.end();
    }

    @Override
    public DurableBlocks durableBlocks(ByteBuffer memory) {
        return index == null
                ? new ChainedBlocks(this, memory)
                : new IndexedBlocks(this, index, entry.id(), log.damaged(), log.recoveredUpTo(), memory);
    }

    @Override
    public long readableFrom() {
        return StreamState.readableFrom(base, index, log.metadata().archiveTail());
    }

    @Override
    public ReadContexts contexts() {
        return contexts;
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public LogClock clock() {
        return log.clock();
    }

    @Override
    public void checkFailure() throws LogException {
        if (deleted) {
            throw new LogUsageException(
                    LogStatus.OBJECT_NAME_NOT_FOUND,
                    "Stream \"" + entry.name() + "\" of log " + log.logName() + " was deleted, and no more records come");
        }
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public long baseAt(long lsn) {
        return lsn == base ? lsn : Place.NONE;
    }

    /** A base can lie behind the last block that is left, where a crash has left a gap. */
    @Override
    public long next() {
        return Place.max(end, base);
    }

    @Override
    public long durable() {
        return end;
    }

    /** Returns the newest restart area that is known, or {@link Place#NONE}. */
    public long restartLsn() {
        long lsn = restartLsn;
        return lsn != Place.NONE && Place.less(lsn, base) ? Place.NONE : lsn;
    }

    /** Returns the youngest record that is known, or {@link Place#NONE}. */
    public long lastRecord() {
        return lastRecord;
    }

    @Override
    public long visibleEnd(Object reader, long position) {
        return end;
    }

    @Override
    public long copyUnflushed(long place, ByteBuffer target) {
        return Place.NONE;
    }
}
