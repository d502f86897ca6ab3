package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clfs4j.Lsn;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.stream.Arrivals;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.core.stream.RecordLookup;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The writing end of one stream: its open block, and where the next one goes.
 *
 * <p>At most one block of a stream is open, so the place of the next one is known as soon as this one is closed, and an
 * LSN is final when it is claimed. A block is closed when a claim does not fit, when a flush needs it, when another area
 * of the stream appends, or when its own area reads that far.
 *
 * @threading safe for concurrent use; {@link #open} is read without the lock
 */
public final class StreamWriter {

    private final LogWriter log;
    private final ContainerTable table;
    private final LogState state;
    private final int sectorSize;
    private final Object lock = new Object();
    private final UnflushedBlocks unflushed = new UnflushedBlocks();
    private final Set<BlockClaim> claims = ConcurrentHashMap.newKeySet();
    private final RecordLookup records;
    private final Object restartLock = new Object();
    private final Arrivals arrivals = Arrivals.signalled();
    private final Question next = this::next;
    private final Question queuedUpTo = this::queuedUpTo;
    private volatile WriteBlock open;
    private long nextPlace;
    private long lastRecord;

    /**
     * Creates the writing end of a recovered stream.
     *
     * @param end the place behind its last block
     * @param lastRecord the youngest record, or {@link Place#NONE}
     */
    public StreamWriter(LogWriter log, long end, long lastRecord) {
        this.log = log;
        this.table = log.table();
        this.state = log.state();
        this.sectorSize = log.metadata().sectorSize();
        this.nextPlace = end;
        this.lastRecord = lastRecord;
        this.records = new RecordLookup(table, Checksum.of(log.metadata().identity()), sectorSize);
        log.stream(this);
        log.failure().onFailure(arrivals::signal);
    }

    LogWriter log() {
        return log;
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

    /** Claims that are neither committed nor aborted. */
    Set<BlockClaim> claims() {
        return claims;
    }

    /** Refuses what could wait for a claim that this very thread holds. */
    void refuseIfHoldingClaim(String what) throws LogException {
        if (claims.isEmpty()) {
            return;
        }
        for (BlockClaim claim : claims) {
            if (claim.holder() == Thread.currentThread()) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        what + " would wait for the claim at LSN " + claim.lsn()
                                + ", which this thread holds; commit or abort it first");
            }
        }
    }

    /** Finishes the closing of the open block after a claim did not fit; by the thread whose claim it was. */
    void finishClosing(WriteBlock block, long oldWord) {
        synchronized (lock) {
            block.finishClosing(oldWord);
            takeAway(block);
        }
        log.startWantedFlush();
    }

    /** Under the lock: the closed block is no longer open, and goes into the queue unless it is empty. */
    private void takeAway(WriteBlock block) {
        open = null;
        if (block.recordCount() == 0) {
            block.area.memory().giveBack(block);
            return;
        }
        nextPlace = block.lsn() + Sectors.roundUp(block.usedLength(), sectorSize);
        if (state.base() == block.lsn() + block.recordCount()) {
            state.base(nextPlace);
        }
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
     * @throws LogException if there is no room or no memory; the stream is as it was
     */
    void makeRoom(Area area, int length) throws LogException {
        WriteBlock spare = null;
        try {
            while (true) {
                boolean closed;
                synchronized (lock) {
                    log.failure().check();
                    WriteBlock current = open;
                    if (current != null && current.area == area && current.fits(length)) {
                        return;
                    }
                    closed = closeOpen();
                    if (closed) {
                        requireRoom(length);
                        if (spare == null) {
                            spare = area.memory().takeFree();
                        }
                        if (spare != null) {
                            openNext(spare, area.blockSize(), length);
                            spare = null;
                            return;
                        }
                    }
                }
                if (!closed) {
                    Thread.yield();
                    continue;
                }
                log.startWantedFlush();
                spare = area.memory().allocateWriteBlock();
                if (spare == null) {
                    waitForFlush();
                }
            }
        } finally {
            if (spare != null) {
                area.memory().giveBack(spare);
            }
            log.startWantedFlush();
        }
    }

    private void waitForFlush() throws LogException {
        refuseIfHoldingClaim("Appending");
        long bound;
        synchronized (lock) {
            WriteBlock oldest = unflushed.first();
            if (oldest == null) {
                return;
            }
            bound = oldest.lsn() + 1;
        }
        log.flush(bound, LogStatus.CONTAINER_WRITE_FAILED);
    }

    private boolean fitsIntoContainer(int length) {
        return table.find(Place.container(nextPlace)) != null
                && table.containerSize() - Place.offset(nextPlace) >= BlockFormat.HEADER_LENGTH + length;
    }

    /** Under the lock. */
    private void requireRoom(int length) throws LogException {
        if (fitsIntoContainer(length) || table.find(nextContainer()) != null) {
            return;
        }
        long base = state.base();
        if (!table.hasFree(Place.container(base))) {
            throw new LogFullException(
                    LogStatus.FULL,
                    "Log " + log.failure().logName() + " is full: all " + table.count() + " containers of "
                            + table.containerSize() + " bytes hold records from the base LSN " + Place.text(base)
                            + " on; advance the base or add containers");
        }
    }

    private long nextContainer() {
        boolean fresh = table.find(Place.container(nextPlace)) == null;
        return fresh ? Place.container(nextPlace) : Place.container(nextPlace) + 1;
    }

    /** Under the lock, after {@link #requireRoom}. */
    private void openNext(WriteBlock block, int blockSize, int length) {
        if (!fitsIntoContainer(length)) {
            long next = nextContainer();
            if (table.find(next) == null) {
                table.assignNext(Place.container(state.base())).orElseThrow();
            }
            long place = Place.of(next, 0);
            if (state.base() == nextPlace) {
                state.base(place);
            }
            nextPlace = place;
        }
        ContainerFile container = table.find(Place.container(nextPlace));
        int room = (int) Math.min(blockSize, table.containerSize() - Place.offset(nextPlace));
        block.open(nextPlace, container, room);
        open = block;
    }

    /** Closes the open block if it holds records below a bound; by the flush leader. */
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

    /** Closes the open block if it belongs to an area and holds records. */
    void closeOpenBlockOf(Area area) {
        WriteBlock block = open;
        if (block != null && block.area == area) {
            closeOpenBlockBelow(Place.NONE);
        }
    }

    /** Gives the first blocks of the queue back, which are durable now; by the flush leader. */
    void written(int count) {
        synchronized (lock) {
            for (int i = 0; i < count; i++) {
                WriteBlock block = unflushed.removeFirst();
                int live = block.lastLiveRecord(block.recordCount());
                lastRecord = live >= 0 ? block.lsn() + live : lastRecord;
                block.area.memory().giveBack(block);
            }
        }
    }

    /** Takes an area's blocks out of a log that has failed, when no group is under way. */
    List<WriteBlock> abandon(Area area) {
        List<WriteBlock> abandoned = new ArrayList<>();
        synchronized (lock) {
            WriteBlock block = open;
            if (block != null && block.area == area && block.close()) {
                open = null;
                abandoned.add(block);
            }
            abandoned.addAll(unflushed.removeAllOf(area));
        }
        return abandoned;
    }

    /** Returns the exclusive bound of what was appended. */
    public long next() {
        return settled(next);
    }

    private long next(WriteBlock block, int claimed) {
        return claimed > 0 ? block.lsn() + claimed : nextPlace;
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
                if (claimed >= 0) {
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
        return block == null ? nextPlace : block.lsn();
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
        for (BlockClaim claim : claims) {
            if (Place.block(claim.lsn().value()) == block.lsn()) {
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
        refuseIfHoldingClaim("Flushing");
        log.flush(bound, LogStatus.CONTAINER_WRITE_FAILED);
    }

    /** Makes everything durable. */
    public void flushAll() throws LogException {
        closeOpenBlockBelow(Place.NONE);
        flush(queuedUpTo());
    }

    /**
     * Requires that an LSN can become the base: a record's, or a bound behind all that is appended or durable.
     *
     * @return the base that it stands for
     */
    public long requireBase(Lsn newBase) throws LogException {
        long next = next();
        long lsn = newBase.value() == state.durable() ? Place.min(firstUnflushed(), next) : newBase.value();
        if (Place.less(lsn, state.base()) || Place.less(next, lsn)) {
            throw noBase(
                    newBase,
                    "it must lie from the base " + Place.text(state.base()) + " to the next LSN " + Place.text(next));
        }
        if (lsn != state.base() && lsn != next && !isRecord(lsn)) {
            throw noBase(newBase, "it is no record's");
        }
        return lsn;
    }

    private LogException noBase(Lsn lsn, String why) {
        return new LogUsageException(
                LogStatus.TAIL_INVALID,
                "LSN " + lsn + " cannot become the base of log " + log.failure().logName() + ": " + why);
    }

    /** Returns where the first block begins that is not durable. */
    private long firstUnflushed() {
        return settled((block, claimed) -> {
            WriteBlock first = unflushed.first() == null ? block : unflushed.first();
            return first == null ? nextPlace : first.lsn();
        });
    }

    private boolean isRecord(long lsn) throws LogException {
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
        }
        return records.exists(lsn);
    }

    /**
     * Moves the base.
     *
     * @param newBase already found to be a record's LSN or the next LSN
     */
    public void advanceBase(long newBase) {
        synchronized (lock) {
            if (Place.less(state.base(), newBase)) {
                state.base(newBase);
            }
        }
    }

    /** Returns how many bytes can still be appended before the log is full. */
    public long available() {
        synchronized (lock) {
            long free = (long) table.freeCount(Place.container(state.base())) * table.containerSize();
            WriteBlock block = open;
            long used = block == null ? nextPlace : block.lsn() + Sectors.roundUp(block.capacity(), sectorSize);
            boolean inContainer = table.find(Place.container(nextPlace)) != null;
            return inContainer ? free + Math.max(0, table.containerSize() - Place.offset(used)) : free;
        }
    }
}
