package org.clfs4j.core.stream;

import java.util.List;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;

/**
 * The markers of one stream of a log that is open for writing.
 *
 * <p>In a dedicated log an LSN is a place as well, and there is no index.
 *
 * @threading markers may be read from any thread; who may move one is stated at the method
 */
public final class StreamState {

    private final int id;
    private final String name;
    private final BlockIndex index;
    private volatile long base;
    private long baseSet;
    private long baseBefore;
    private volatile long restartLsn;
    private volatile long durable;
    private volatile long closedUpTo;
    private volatile int resets;
    private volatile List<Cut> cuts = List.of();

    /**
     * Creates the markers of a stream as recovery found them.
     *
     * @param index where its blocks are, or {@code null} in a dedicated log
     * @param end the LSN behind its last block
     */
    public StreamState(StreamEntry entry, BlockIndex index, long base, long restartLsn, long end) {
        this.id = entry.id();
        this.name = entry.name();
        this.resets = entry.resets();
        this.index = index;
        this.base = base;
        this.baseSet = base;
        this.baseBefore = base;
        this.restartLsn = restartLsn;
        this.durable = end;
        this.closedUpTo = end;
    }

    /**
     * Creates the markers of a new stream of a multiplexed log.
     *
     * @param memory where the index of its blocks is kept
     */
    public static StreamState created(int id, String name, LogMemory memory) {
        return new StreamState(
                new StreamEntry(id, 0, Place.NONE, 0, 0, name), new BlockIndex(memory), 0, Place.NONE, 0);
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Returns where the stream's blocks are, or {@code null} in a dedicated log. */
    public BlockIndex index() {
        return index;
    }

    public long base() {
        return base;
    }

    /**
     * Moves the base; under the stream's lock.
     *
     * @param set the LSN that was asked for: no record lies from there to the base
     */
    public synchronized void base(long newBase, long set) {
        baseSet = set;
        baseBefore = newBase;
        base = newBase;
    }

    /** The base lies at a bound where no record can come any more, and goes on to the next one; under the stream's lock. */
    public synchronized void baseGoesOn(long bound) {
        baseBefore = base;
        base = bound;
    }

    /**
     * Returns the base, if an LSN is that, or was it since it was moved: it goes on twice at most, to the end of the block and to the
     * next container.
     *
     * @return the base, or {@link Place#NONE}
     */
    public synchronized long baseAt(long lsn) {
        return lsn == base || lsn == baseBefore || lsn == baseSet ? base : Place.NONE;
    }

    /** Returns the LSN that was asked for when the base was moved last: no record lies from there to the base. */
    public synchronized long baseSet() {
        return baseSet;
    }

    /** Returns the newest restart area, or {@link Place#NONE} if there is none that the base has not passed. */
    public long restartLsn() {
        long lsn = restartLsn;
        return lsn != Place.NONE && Place.less(lsn, base) ? Place.NONE : lsn;
    }

    /** Returns the restart area that the next one names as the one before it, or {@link Place#NONE}. */
    public long lastRestartLsn() {
        return restartLsn;
    }

    /** Sets the newest restart area, which is durable. */
    public void restartLsn(long lsn) {
        restartLsn = lsn;
    }

    /** Returns the bound below which everything of the stream is durable. */
    public long durable() {
        return durable;
    }

    /** Moves the durable bound; by the flush leader, under the stream's lock. */
    public void durable(long bound) {
        durable = bound;
    }

    /** A block was closed and ends there; under the stream's lock, before the block can be written. */
    public void closedUpTo(long end) {
        closedUpTo = end;
    }

    /** Sets what truncations have left in blocks that are still there. */
    public void cuts(List<Cut> all) {
        cuts = all;
    }

    /**
     * Tells how many of the first records of a block belong to the stream.
     *
     * @param count how many the block has
     */
    public int visibleRecords(long block, int count) {
        return visibleRecords(cuts, block, count);
    }

    /** Tells how many of the first records of a block some cuts have left. */
    public static int visibleRecords(List<Cut> cuts, long block, int count) {
        int visible = count;
        for (int i = 0; i < cuts.size(); i++) { // an iterator would be an object for each block that is read
            Cut cut = cuts.get(i);
            if (Place.block(cut.from()) == block) {
                visible = Math.min(visible, Place.record(cut.from()));
            }
        }
        return visible;
    }

    public int resets() {
        return resets;
    }

    /** The stream begins anew behind all its records; by the last one who closes it. */
    public void reset() {
        base(durable, durable);
        restartLsn = Place.NONE;
        resets++;
    }

    /** Returns the place of the oldest block that is still needed, or {@link Place#NONE} if there is none. */
    public long basePlace() {
        return index == null ? base : index.placeFrom(Place.block(base));
    }

    /**
     * Returns the oldest LSN that can still be read: the base, or what is kept below it because it was not archived.
     *
     * @param archiveTail the place of the oldest record not archived, or {@link Place#NONE}
     */
    public long readableFrom(long archiveTail) {
        return readableFrom(base, index, archiveTail);
    }

    /** Returns the oldest LSN of a stream that can still be read. */
    static long readableFrom(long base, BlockIndex index, long archiveTail) {
        if (archiveTail == Place.NONE) {
            return base;
        }
        long kept = index == null ? archiveTail : index.lsnFrom(archiveTail);
        return Place.min(base, kept);
    }

    /** Describes the stream for the metadata: never more than the containers hold. */
    StreamEntry entry() {
        return new StreamEntry(id, Place.min(base, durable), restartLsn, closedUpTo, resets, name);
    }

    /** Tells whether this is the only stream that its log will ever have. */
    boolean dedicated() {
        return id == Metadata.DEDICATED_STREAM;
    }
}
