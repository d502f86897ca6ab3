package org.clfs4j.core.marshal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Lsn;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.stream.Arrivals;
import org.clfs4j.core.stream.ReadContexts;
import org.clfs4j.core.stream.RecordLookup;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.core.stream.StreamState;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The writing end of one stream: its open block, and which LSN the next one gets.
 *
 * <p>At most one block of a stream is open, so the LSN of the next one is known as soon as this one is closed, and an
 * LSN is final when it is claimed. A block is closed when a claim does not fit, when a flush needs it, when another area
 * of the stream appends, when its own area reads that far or is closed, or when the log has no room left but what open blocks
 * may need.
 *
 * @threading safe for concurrent use; {@link #open} is read without the lock
 */
public final class StreamWriter {

    private final LogWriter log;
    private final ContainerTable table;
    private final LogSpace space;
    private final StreamState state;
    private final boolean dedicated;
    private final int sectorSize;
    private final Object lock = new Object();
    private final Lane lane;
    private final Completions completions;
    private final UnflushedBlocks unflushed = new UnflushedBlocks();
    private final Object restartLock = new Object();
    private final Arrivals arrivals = Arrivals.signalled();
    private final ReadContexts contexts = new ReadContexts();
    private final Question next = this::next;
    private final Question queuedUpTo = this::queuedUpTo;
    private volatile WriteBlock open;
    private long nextLsn;

    /** Where the stream left the last container that it left. */
    private long containerEnd = Place.NONE;

    private long lastRecord;
    private volatile PendingRestart pendingRestart;

    /**
     * A restart area on its way to storage: it takes effect with its block, before any metadata says that it is durable, since
     * recovery need not read it then.
     *
     * @param newBase the base that it brings, or {@link Place#NONE}
     */
    private record PendingRestart(long lsn, long newBase) {}

    /** How far the flush under way was asked for when it began; the leader's. */
    private long flushBound;

    /**
     * Creates the writing end of a stream.
     *
     * @param state the stream's markers
     * @param lastRecord the youngest record, or {@link Place#NONE}
     */
    StreamWriter(LogWriter log, StreamState state, long lastRecord) {
        this.log = log;
        this.table = log.table();
        this.space = log.space();
        this.state = state;
        this.dedicated = state.index() == null;
        this.sectorSize = log.metadata().sectorSize();
        this.lane = new Lane(state.durable());
        this.completions = new Completions(this, log.executor());
        this.nextLsn = state.durable();
        this.lastRecord = lastRecord;
    }

    LogWriter log() {
        return log;
    }

    /** Returns the stream's markers. */
    public StreamState state() {
        return state;
    }

    Lane lane() {
        return lane;
    }

    Completions completions() {
        return completions;
    }

    int sectorSize() {
        return sectorSize;
    }

    /** Returns the open block, or {@code null}. */
    WriteBlock open() {
        return open;
    }

    /** Orders the writers of restart areas, each of which names the one before. */
    Object restartLock() {
        return restartLock;
    }

    /** Those who wait for more records. */
    Arrivals arrivals() {
        return arrivals;
    }

    ReadContexts contexts() {
        return contexts;
    }

    /** Finishes the closing of the open block after a claim did not fit; by the thread whose claim it was. */
    void finishClosing(WriteBlock block, long oldWord) {
        synchronized (lock) {
            block.finishClosing(oldWord);
            takeAway(block);
        }
        block.area.memory().freeIfClosed();
        log.startWantedFlush();
    }

    /** Under the lock: the closed block is no longer open, and goes into the queue unless it is empty. */
    private void takeAway(WriteBlock block) {
        open = null;
        try {
            if (block.recordCount() == 0) {
                giveUp(block);
            } else {
                queue(block);
            }
        } catch (RuntimeException | Error e) {
            // The block is lost, and nobody may be told that its records are durable.
            log.loss = e;
            log.failure().fail(e);
            throw e;
        }
    }

    private void giveUp(WriteBlock block) {
        if (dedicated) {
            space.closeAtNext(0);
        } else {
            space.giveUp(block.capacity());
        }
        block.area.memory().giveBack(block);
    }

    private void queue(WriteBlock block) {
        nextLsn = endOf(block);
        if (state.base() == block.lsn() + block.recordCount()) {
            state.baseGoesOn(nextLsn);
        }
        state.closedUpTo(nextLsn);
        unflushed.add(block);
        log.enqueue(block);
        arrivals.signal();
    }

    /** Under the lock: closes the open block; waits for the thread whose claim closed it, if there is one. */
    private boolean closeOpen() {
        WriteBlock block = open;
        if (block == null) {
            return true;
        }
        if (!block.close()) {
            return false;
        }
        takeAway(block);
        return true;
    }

    /**
     * Sees to it that the area has the open block and that a claim of a length fits into it.
     *
     * @param mayWait whether to wait until a block is free, if there are as many as there may be
     * @return whether it has; false only if it would have to wait
     * @throws LogException if there is no room or no memory; the stream is as it was
     */
    boolean makeRoom(Area area, int length, boolean mayWait) throws LogException {
        return openBlock(area, length, 0, mayWait) != null;
    }

    /**
     * Opens a block that begins with a record which was reserved: its claim is made, with {@link WriteBlock#firstWord}, as the
     * block is opened.
     *
     * @param charge what was reserved, and has arrived on return
     * @param mayWait as in {@link #makeRoom}
     * @return the block; {@code null} only if it would have to wait
     * @throws LogException if there is no memory; the stream is as it was
     */
    WriteBlock openWithReserved(Area area, int length, int charge, boolean mayWait) throws LogException {
        return openBlock(area, length, charge, mayWait);
    }

    private WriteBlock openBlock(Area area, int length, int charge, boolean mayWait) throws LogException {
        WriteBlock spare = null;
        boolean othersClosed = false;
        WriteBlock current = null;
        try {
            while (true) {
                boolean closed;
                boolean full = false;
                synchronized (lock) {
                    area.checkOpen(); // here, since the one that closes it looks for its open block under this lock
                    log.failure().check();
                    current = open;
                    if (charge == 0 && current != null && current.area == area && current.fits(length)) {
                        return current;
                    }
                    closed = closeOpen();
                    if (closed) {
                        if (spare == null) {
                            spare = area.memory().takeFree();
                        }
                        if (spare != null) {
                            if (openNext(spare, area.blockSize(), length, charge)) {
                                WriteBlock opened = spare;
                                spare = null;
                                return opened;
                            }
                            full = true;
                        }
                    }
                }
                if (!closed) {
                    Thread.yield();
                    continue;
                }
                freeIfClosed(current);
                log.startWantedFlush();
                if (full) {
                    // Open blocks of other streams may have been promised more room than they came to need.
                    if (othersClosed) {
                        throw log.full(leastRoom(length));
                    }
                    log.closeOpenBlocks();
                    othersClosed = true;
                    continue;
                }
                spare = area.memory().allocateWriteBlock();
                if (spare == null) {
                    if (!mayWait) {
                        return null;
                    }
                    waitForFlush();
                }
            }
        } finally {
            if (spare != null) {
                area.memory().giveBack(spare);
                area.memory().freeIfClosed();
            }
            freeIfClosed(current);
            log.startWantedFlush();
        }
    }

    /** After a block was given up under the lock. */
    private static void freeIfClosed(WriteBlock block) {
        if (block != null) {
            block.area.memory().freeIfClosed();
        }
    }

    /** Waits until the oldest block is durable, if there is one. */
    void waitForFlush() throws LogException {
        log.refuseIfHoldingClaim("Appending");
        long bound;
        synchronized (lock) {
            WriteBlock oldest = unflushed.first();
            if (oldest == null) {
                return;
            }
            bound = oldest.lsn() + 1;
        }
        flushBelow(bound, LogStatus.CONTAINER_WRITE_FAILED);
    }

    private int leastRoom(int length) {
        return Sectors.roundUp(BlockFormat.HEADER_LENGTH + length, sectorSize);
    }

    /** Under the lock: opens a block if there is room. */
    private boolean openNext(WriteBlock block, int blockSize, int length, int charge) {
        int least = leastRoom(length);
        long lsn;
        int room;
        if (dedicated) {
            room = space.openAtNext(least, blockSize, charge);
            lsn = space.next();
        } else {
            boolean fits = table.containerSize() - Place.offset(nextLsn) >= least;
            lsn = fits ? nextLsn : Place.of(Place.container(nextLsn) + 1, 0);
            long most = Math.min(blockSize, table.containerSize() - Place.offset(lsn));
            room = space.openAnywhere(least, (int) most, charge);
        }
        if (room == 0) {
            return false;
        }
        if (lsn != nextLsn) {
            if (state.base() == nextLsn) {
                state.baseGoesOn(lsn);
            }
            containerEnd = nextLsn;
            nextLsn = lsn;
        }
        block.open(lsn, room, charge > 0 ? length : 0);
        open = block;
        return true;
    }

    /** Closes the open block if it holds records below a bound. */
    void closeOpenBlockBelow(long bound) {
        while (true) {
            synchronized (lock) {
                WriteBlock block = open;
                if (block == null || !Place.less(block.lsn(), bound) || block.claimedRecords() == 0) {
                    return;
                }
                if (closeOpen()) {
                    return;
                }
            }
            Thread.yield();
        }
    }

    /** Closes the open block if somebody waits for a record in it; by the flush leader. */
    void closeRequested() {
        // After a cut there may be requests beyond all records: what is appended from now on is not in this group.
        flushBound = lane.wasCut() ? Place.min(lane.requested(), next()) : lane.requested();
        closeOpenBlockBelow(flushBound);
    }

    /**
     * After {@link #closeRequested} the log's queue was empty, so that all that was asked for is durable: a bound may lie in the
     * unused rest of a container, or at the start of a block that is still open. By the flush leader.
     */
    void nothingWasQueued() {
        lane.durable(flushBound);
    }

    /** Closes the open block if it belongs to an area and holds records. */
    void closeOpenBlockOf(Area area) {
        WriteBlock block = open;
        if (block != null && block.area == area) {
            closeOpenBlockBelow(Place.NONE);
        }
    }

    /** Closes the open block if it belongs to an area that is closed: nothing goes into it any more, though it may be empty still. */
    void takeOpenBlockFrom(Area closed) {
        while (true) {
            synchronized (lock) {
                WriteBlock block = open;
                if (block == null || block.area != closed || closeOpen()) {
                    return;
                }
            }
            Thread.yield();
        }
    }

    /** A restart area was appended, and its block is not complete yet; one at a time. */
    void restartAppended(long lsn, long newBase) {
        pendingRestart = new PendingRestart(lsn, newBase);
    }

    /** The next block of the queue is durable, and so is what a restart area in it brings; by the flush leader. */
    void durable(WriteBlock block) {
        synchronized (lock) {
            state.durable(endOf(block));
            PendingRestart restart = pendingRestart;
            if (restart != null && Place.block(restart.lsn()) == block.lsn()) {
                pendingRestart = null;
                state.restartLsn(restart.lsn());
                if (restart.newBase() != Place.NONE) {
                    advanceBase(restart.newBase(), restart.newBase());
                }
            }
        }
    }

    private long endOf(WriteBlock block) {
        return block.lsn() + Sectors.roundUp(block.usedLength(), sectorSize);
    }

    /** Gives the oldest block of the queue back, which is durable; by the flush leader. */
    void written(WriteBlock block) {
        synchronized (lock) {
            // The durable bound has moved before the block leaves the queue.
            lane.durable(endOf(block));
            unflushed.removeFirst();
            int live = block.lastLiveRecord(block.recordCount());
            lastRecord = live >= 0 ? block.lsn() + live : lastRecord;
            block.area.memory().giveBack(block);
        }
        freeIfClosed(block);
    }

    /** Takes an area's blocks out of a log that has failed, when no group is under way, and nobody copies into them any more. */
    List<WriteBlock> abandon(Area area) {
        List<WriteBlock> abandoned = new ArrayList<>();
        while (!abandonOpen(area, abandoned)) {
            Thread.yield();
        }
        synchronized (lock) {
            abandoned.addAll(unflushed.removeAllOf(area));
        }
        abandoned.forEach(WriteBlock::awaitComplete);
        return abandoned;
    }

    private boolean abandonOpen(Area area, List<WriteBlock> abandoned) {
        synchronized (lock) {
            WriteBlock block = open;
            if (block == null || block.area != area) {
                return true;
            }
            if (!block.close()) {
                return false;
            }
            open = null;
            abandoned.add(block);
            return true;
        }
    }

    /** Returns the exclusive bound of what was appended. */
    public long next() {
        return settled(next);
    }

    private long next(WriteBlock block, int claimed) {
        return claimed > 0 ? block.lsn() + claimed : nextLsn;
    }

    /** Returns the youngest record that is appended, or {@link Place#NONE}. */
    public long lastRecord() {
        return settled((block, claimed) -> {
            int inOpen = block == null ? -1 : block.lastLiveRecord(claimed);
            if (inOpen >= 0) {
                return block.lsn() + inOpen;
            }
            long inQueue = unflushed.lastLiveRecord();
            return inQueue == Place.NONE ? lastRecord : inQueue;
        });
    }

    /** What can be said of the stream while nobody is closing its open block. */
    private interface Question {
        long answer(WriteBlock open, int claimed);
    }

    private long settled(Question question) {
        while (true) {
            synchronized (lock) {
                WriteBlock block = open;
                int claimed = block == null ? 0 : block.claimedRecords();
                if (claimed == Lsn.RECORDS_PER_BLOCK) {
                    // Behind its last record lies no LSN but that of the block's next sector.
                    if (closeOpen()) {
                        return question.answer(null, 0);
                    }
                } else if (claimed >= 0) {
                    return question.answer(block, claimed);
                }
            }
            Thread.yield();
        }
    }

    /** Returns the exclusive bound of what is in the queue or durable, and so can be read by every area. */
    long queuedUpTo() {
        return settled(queuedUpTo);
    }

    private long queuedUpTo(WriteBlock block, int claimed) {
        return block == null ? nextLsn : block.lsn();
    }

    /**
     * Copies the first block of the queue at or behind a place, as {@link RecordSource#copyUnflushed} says.
     *
     * <p>A block may lack the bytes of records that other threads are copying at this moment; that is waited for. A block
     * with an open claim is not waited for, since nobody knows how long that takes.
     */
    long copyUnflushed(long place, ByteBuffer target) {
        while (true) {
            synchronized (lock) {
                // The durable bound moves before the blocks leave the queue.
                if (Place.less(place, state.durable())) {
                    return Place.NONE;
                }
                WriteBlock block = unflushed.from(place);
                if (block == null) {
                    return RecordSource.NOT_YET;
                }
                if (block.complete()) {
                    copy(block, target);
                    return block.lsn();
                }
                if (hasOpenClaim(block)) {
                    return RecordSource.NOT_YET;
                }
            }
            Thread.yield();
        }
    }

    /** Tells whether a reader at a place has read everything that was queued. */
    boolean nothingQueuedFrom(long place) {
        synchronized (lock) {
            return !Place.less(place, state.durable()) && unflushed.from(place) == null;
        }
    }

    private boolean hasOpenClaim(WriteBlock block) {
        for (BlockClaim claim : log.claims()) {
            if (claim.block() == block) {
                return true;
            }
        }
        return false;
    }

    private void copy(WriteBlock block, ByteBuffer target) {
        target.putLong(BlockFormat.LSN_OFFSET, block.lsn());
        target.putInt(BlockFormat.LENGTH_OFFSET, Sectors.roundUp(block.usedLength(), sectorSize));
        target.putInt(BlockFormat.USED_LENGTH_OFFSET, block.usedLength());
        target.putShort(BlockFormat.RECORD_COUNT_OFFSET, (short) block.recordCount());
        int length = Math.min(block.usedLength(), target.capacity()) - BlockFormat.HEADER_LENGTH;
        target.put(BlockFormat.HEADER_LENGTH, block.bytes, BlockFormat.HEADER_LENGTH, length);
    }

    /** Makes everything below a bound durable. */
    public void flush(long bound) throws LogException {
        log.refuseIfHoldingClaim("Flushing");
        flushBelow(bound, LogStatus.CONTAINER_WRITE_FAILED);
    }

    /**
     * Waits until everything below a bound is durable.
     *
     * @param status what to report if that fails
     */
    void flushBelow(long bound, LogStatus status) throws LogException {
        log.flush(lane, bound, status);
    }

    /** Makes everything durable. */
    public void flushAll() throws LogException {
        closeOpenBlockBelow(Place.NONE);
        flush(queuedUpTo());
    }

    /**
     * Requires that an LSN can become the base: a record's, or a bound that was once the next LSN or the durable bound.
     *
     * @return the base that it stands for
     */
    long requireBase(Lsn newBase) throws LogException {
        long lsn = newBase.value();
        long base = state.baseAt(lsn);
        if (base != Place.NONE) {
            return base;
        }
        long next = next();
        base = state.base();
        boolean below = Place.less(lsn, base);
        if (!below && (lsn == next || Place.less(lsn, next) && isRecord(lsn))) {
            return lsn;
        }
        boolean mayBeBound = !Place.less(lsn, state.baseSet()) && Place.less(lsn, next);
        long end = mayBeBound ? blockEnd(lsn) : Place.NONE;
        if (end == Place.NONE) {
            throw noBase(newBase, base, next);
        }
        if (below) {
            return base;
        }
        // What follows a block begins where it ends, or in the next container.
        return end == next() || isRecord(end) ? end : Place.of(Place.container(end) + 1, 0);
    }

    /** Returns where the block ends whose records are those before a bound, or {@link Place#NONE} if the bound is within one. */
    private long blockEnd(long bound) throws LogException {
        synchronized (lock) {
            if (bound == state.durable() || bound == containerEnd) {
                return bound;
            }
            WriteBlock queued = unflushed.before(bound);
            if (queued != null) {
                long end = endOf(queued);
                return bound == end || bound == queued.lsn() + queued.recordCount() ? end : Place.NONE;
            }
            if (!Place.less(bound, state.durable())) {
                return Place.NONE;
            }
        }
        if (dedicated && Place.record(bound) == 0) {
            return log.records().endsAt(bound) ? bound : Place.NONE;
        }
        long lsn = dedicated ? Place.block(bound) : state.index().blockBefore(bound);
        RecordLookup.Block block = lsn == Place.NONE ? null : log.records().find(placeOf(lsn));
        if (block == null) {
            return Place.NONE;
        }
        long end = lsn + block.length();
        return bound == end || bound == lsn + block.recordCount() ? end : Place.NONE;
    }

    /** Returns where a durable block lies, or {@link Place#NONE}. */
    private long placeOf(long lsn) {
        return dedicated ? lsn : state.index().placeOf(lsn);
    }

    private LogException noBase(Lsn lsn, long base, long next) {
        boolean outside = Place.less(lsn.value(), base) || Place.less(next, lsn.value());
        String why = outside
                ? "it must lie from the base " + Place.text(base) + " to the next LSN " + Place.text(next)
                : "it is no record's";
        return new LogUsageException(
                LogStatus.TAIL_INVALID,
                "LSN " + lsn + " cannot become the base of log " + log.failure().logName() + ": " + why);
    }

    /**
     * Takes all records behind a given one out of the stream of a dedicated log.
     *
     * @param last the record that becomes the youngest
     */
    public void truncate(Lsn last) throws LogException {
        refuseIfClaimsAreOpen();
        synchronized (restartLock) { // a restart area that is on its way names the one before it
            boolean done = false;
            while (!done) {
                requireRecord(last);
                flushAll();
                done = completions.cut(() -> log.truncate(this, last.value()));
            }
        }
    }

    private void refuseIfClaimsAreOpen() throws LogException {
        for (BlockClaim claim : log.claims()) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "The log cannot be truncated while the claim at LSN " + claim.lsn()
                            + " is open; commit or abort it first");
        }
    }

    private void requireRecord(Lsn lsn) throws LogException {
        if (!lsn.isValid() || Place.less(lsn.value(), state.base()) || !Place.less(lsn.value(), next())) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "LSN " + lsn + " is outside the active region of log " + log.failure().logName() + ", which is "
                            + Lsn.of(state.base()) + " up to " + Lsn.of(next()));
        }
        if (!isRecord(lsn.value())) {
            throw new LogUsageException(
                    LogStatus.RECORD_NONEXISTENT,
                    "Log " + log.failure().logName() + " has no record at LSN " + lsn);
        }
    }

    /**
     * Ends the stream behind a block, if everything is durable; when no group is under way.
     *
     * @param cut does the rest of it; not called if there is more to flush first, or the base has passed the last record
     */
    boolean cutTo(long end, long last, Cutting cut) throws IOException {
        freeIfClosed(giveUpEmpty());
        synchronized (lock) {
            if (open != null || unflushed.first() != null || Place.less(last, state.base())) {
                return false;
            }
            cut.run();
            nextLsn = end;
            lastRecord = last;
            state.durable(end);
            state.closedUpTo(end);
            lane.cutTo(end);
            contexts.cut(last + 1, end);
            arrivals.signal();
            return true;
        }
    }

    /** Closes the open block if it is empty, and returns it then. */
    private WriteBlock giveUpEmpty() {
        synchronized (lock) {
            WriteBlock block = open;
            boolean empty = block != null && block.claimedRecords() == 0;
            return empty && closeOpen() ? block : null;
        }
    }

    /** Makes durable that the log ends earlier. */
    @FunctionalInterface
    interface Cutting {
        void run() throws IOException;
    }

    /** Begins anew behind all records; when nobody appends any more. */
    public void reset() throws LogException {
        flushAll();
        synchronized (lock) {
            state.reset();
            lastRecord = Place.NONE;
        }
    }

    /** Returns bytes that the areas of this stream have reserved. */
    public long reserved() {
        return space.reserved(this);
    }

    /** Tells whether an LSN from the base to the next one is that of a record. */
    public boolean isRecord(long lsn) throws LogException {
        synchronized (lock) {
            WriteBlock block = open;
            if (block != null && block.lsn() == Place.block(lsn)) {
                // It lies below the next LSN, so it was claimed.
                return true;
            }
            WriteBlock queued = unflushed.at(Place.block(lsn));
            if (queued != null) {
                return Place.record(lsn) < queued.recordCount();
            }
            if (!Place.less(lsn, state.durable())) {
                return false; // what lies there on storage is not the log's, or not yet
            }
        }
        if (Place.record(lsn) >= state.visibleRecords(Place.block(lsn), Lsn.RECORDS_PER_BLOCK)) {
            return false;
        }
        long place = placeOf(Place.block(lsn));
        return place != Place.NONE && log.records().exists(place, Place.record(lsn));
    }

    /** Moves the base to where an LSN is that can become it. */
    public void advanceBase(Lsn newBase) throws LogException {
        advanceBase(requireBase(newBase), newBase.value());
    }

    private void advanceBase(long newBase, long set) {
        synchronized (lock) {
            if (Place.less(state.base(), newBase)) {
                state.base(newBase, set);
            }
        }
    }
}
