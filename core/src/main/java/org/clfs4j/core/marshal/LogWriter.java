package org.clfs4j.core.marshal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.TailHolder;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.block.BlockSeal;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.container.IndexWriter;
import org.clfs4j.core.container.RestErasure;
import org.clfs4j.core.container.SpaceGuard;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.marshal.FlushQueue.Youngest;
import org.clfs4j.core.stream.BlockIndex;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.core.stream.RecordLookup;
import org.clfs4j.core.stream.StreamState;
import org.clfs4j.core.stream.TailSearch;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Brings the flush queue of one log to storage.
 *
 * <p>One group: seal and write the queued blocks in order, then force. A group that begins a container forces the one
 * before it first, then writes the new container's header and the metadata, so that metadata never names a container
 * whose predecessor is not durable. The next group is not written before this one is forced; therefore every block says
 * that all earlier groups are durable, which is what recovery relies on.
 *
 * @threading flushing by one leader at a time; everything else is safe for concurrent use
 */
public final class LogWriter implements GroupCommit.Flusher {

    private static final Logger LOGGER = System.getLogger(LogWriter.class.getName());

    /** How far the durable bound in the metadata may stay behind, in bytes. */
    private static final long HINT_INTERVAL = 64L << 20;

    private volatile Metadata metadata;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final Executor executor;
    private final int flushThreshold;
    private BlockSeal seal;
    private final FlushQueue queue;
    private final LogSpace space;
    private final GroupCommit groups;
    private final RecordLookup records;

    /** An array, so that going through it makes no object; replaced when a stream comes or goes. */
    private volatile StreamWriter[] streams = {};

    /** Claims of all streams that are neither committed nor aborted: one flush waits for any of them. */
    private final Set<BlockClaim> claims = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean backgroundFlush = new AtomicBoolean();
    private final Runnable flushInBackground = this::flushInBackground;
    private final LongAdder flushes = new LongAdder();
    private final LongAdder flushedBytes = new LongAdder();
    private final List<WriteBlock> group = new ArrayList<>();

    /** How many blocks of the group under way are forced. */
    private int forced;

    /** What of the group under way is sealed and not written yet; all of it goes into the newest container. */
    private final GroupWrite sealed;

    /** What was written into the newest container; {@code null} in a dedicated log, and before the first block. */
    private IndexWriter index;

    /** The container of the last block that was written, or {@code null}. */
    private ContainerFile newest;

    private final ByteBuffer headerSlot;
    private volatile boolean backgroundWanted;

    /** What has lost a block, or {@code null}: known before the failure is, for which there may be no room on the stack. */
    volatile Throwable loss;

    private int lastChecksum;
    private long sinceHint;

    /** Blocks that are not the log's may lie behind its end in containers of logical ids up to this one. */
    private long usedBefore;

    /**
     * Creates the writer of a recovered log.
     *
     * @param metadata the log's constants and the epoch of this opening
     * @param lastChecksum the checksum of the last block
     * @param index what was written into the newest container, or {@code null} if nothing is to be kept of it
     * @param flushThreshold queued bytes above which a flush starts in the background
     */
    public LogWriter(
            Metadata metadata,
            ContainerTable table,
            LogState state,
            Failure failure,
            Executor executor,
            int lastChecksum,
            IndexWriter index,
            int flushThreshold) {
        this.metadata = metadata;
        this.table = table;
        this.state = state;
        this.failure = failure;
        this.executor = executor;
        this.lastChecksum = lastChecksum;
        this.index = index;
        this.flushThreshold = flushThreshold;
        this.seal = new BlockSeal(Checksum.of(metadata.identity()), metadata.sectorSize(), metadata.epoch());
        this.queue = new FlushQueue(metadata.sectorSize());
        this.newest = table.find(Place.container(state.durable()));
        this.usedBefore = table.head();
        this.space = new LogSpace(table, state, metadata.sectorSize(), state.durable());
        this.groups = new GroupCommit(this);
        this.headerSlot = table.memory().io(ContainerHeaderFormat.SLOT_SIZE);
        this.sealed = new GroupWrite(table.memory());
        this.records = new RecordLookup(table, Checksum.of(metadata.identity()), metadata.sectorSize());
        failure.onFailure(this::wakeReaders);
    }

    /** Those who wait for more records are told that none will come. */
    private void wakeReaders() {
        for (StreamWriter stream : streams) {
            stream.arrivals().signal();
        }
    }

    /**
     * Adds a stream, whose open block a flush may close from now on.
     *
     * @param lastRecord its youngest record, or {@link Place#NONE}
     */
    public synchronized StreamWriter addStream(StreamState stream, long lastRecord) {
        StreamWriter added = new StreamWriter(this, stream, lastRecord);
        StreamWriter[] more = Arrays.copyOf(streams, streams.length + 1);
        more[streams.length] = added;
        streams = more;
        return added;
    }

    /** Takes a stream out that nobody uses any more. */
    public synchronized void removeStream(StreamWriter stream) {
        streams = Arrays.stream(streams).filter(one -> one != stream).toArray(StreamWriter[]::new);
    }

    Metadata metadata() {
        return metadata;
    }

    ContainerTable table() {
        return table;
    }

    LogState state() {
        return state;
    }

    Failure failure() {
        return failure;
    }

    /** Returns the place of the oldest block that is still needed. */
    public long tail() {
        return state.tail(space.next());
    }

    /** Returns the place behind the last block. */
    public long end() {
        return space.next();
    }

    /** Tells whether a record lies at a place and number; only below the durable bound. */
    public boolean hasRecord(long physicalLsn) throws LogException {
        return records.exists(Place.block(physicalLsn), Place.record(physicalLsn));
    }

    /** Returns bytes that can still be appended or reserved. */
    public long available() {
        return space.available();
    }

    /** Returns bytes that are reserved by all areas. */
    public long reserved() {
        return space.reserved();
    }

    RecordLookup records() {
        return records;
    }

    /** Returns what keeps a removal from taking room that is about to be used or was promised. */
    public SpaceGuard spaceGuard() {
        return space;
    }

    Set<BlockClaim> claims() {
        return claims;
    }

    /** Refuses what could wait for a claim that this very thread holds, of whatever stream. */
    void refuseIfHoldingClaim(String what) throws LogException {
        refuseIfHoldingClaim(what, null);
    }

    /**
     * Refuses what could wait for a claim that this very thread holds, of whatever stream.
     *
     * @param but a claim that is about to end, or {@code null}
     */
    void refuseIfHoldingClaim(String what, BlockClaim but) throws LogException {
        if (claims.isEmpty()) {
            return;
        }
        for (BlockClaim claim : claims) {
            if (claim != but && claim.holder() == Thread.currentThread()) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        what + " would wait for the claim at LSN " + claim.lsn()
                                + ", which this thread holds; commit or abort it first");
            }
        }
    }

    LogSpace space() {
        return space;
    }

    Executor executor() {
        return executor;
    }

    public long flushes() {
        return flushes.sum();
    }

    public long flushedBytes() {
        return flushedBytes.sum();
    }

    /** Gives a closed block its place and queues it; under its stream's lock. */
    void enqueue(WriteBlock block) {
        int length = Sectors.roundUp(block.usedLength(), metadata.sectorSize());
        long queued;
        synchronized (space) {
            try {
                long place = place(block, length);
                block.place(place, space.container(place));
                queued = queue.add(block);
            } catch (RuntimeException | Error e) {
                // Before anybody queues a block behind this one: recovery would not get there over the gap.
                loss = e;
                failure.fail(e);
                throw e;
            }
        }
        if (queued > flushThreshold) {
            backgroundWanted = true;
        }
    }

    /** Under the space's lock. */
    private long place(WriteBlock block, int length) {
        BlockIndex index = block.area.stream().state().index();
        if (index == null) {
            space.closeAtNext(length);
            return block.lsn();
        }
        long place = space.place(length, block.capacity());
        index.add(block.lsn(), place);
        return place;
    }

    /** Closes the open blocks of all streams, so that what they do not need of their room becomes free. */
    void closeOpenBlocks() {
        for (StreamWriter stream : streams) {
            stream.closeOpenBlockBelow(Place.NONE);
        }
    }

    /** Makes the exception that says that there is no room for a block, and who holds it. */
    LogFullException full(int room) {
        String log = "Log " + failure.logName();
        if (space.onlyReservationsPrevent(room)) {
            return new LogFullException(
                    LogStatus.PINNED_RESERVATION,
                    log + " has no room but what is reserved, which is " + space.reserved()
                            + " bytes; free reservations, advance the base or add containers");
        }
        Optional<TailHolder> holder = tailHolder();
        boolean archive = holder.isPresent() && holder.get().kind() == TailHolder.Kind.ARCHIVE_TAIL;
        return new LogFullException(
                archive ? LogStatus.PINNED_ARCHIVE_TAIL : LogStatus.FULL,
                log + " is full, all " + table.count() + " containers of " + table.containerSize() + " bytes are in use: "
                        + holder.map(TailHolder::toString).orElse("open blocks hold them") + "; "
                        + (archive ? "archive and move the archive tail" : "advance the base") + " or add containers");
    }

    /** Tells what keeps the oldest container in use. */
    public Optional<TailHolder> tailHolder() {
        TailSearch search = new TailSearch(space.next(), table.containerSize());
        for (StreamWriter stream : streams) {
            search.stream(stream.state().name(), stream.state().base(), stream.state().basePlace());
        }
        search.archiveTail(state.archiveTail());
        return search.holder().or(this::reservations);
    }

    private Optional<TailHolder> reservations() {
        long reserved = space.reserved();
        return reserved == 0
                ? Optional.empty()
                : Optional.of(
                        new TailHolder(TailHolder.Kind.RESERVATIONS, "", Lsn.INVALID, Lsn.INVALID, reserved));
    }

    /** Starts a flush in the background if the queue has grown above its threshold; never under a lock. */
    void startWantedFlush() {
        if (!backgroundWanted || !backgroundFlush.compareAndSet(false, true)) {
            return;
        }
        backgroundWanted = false;
        try {
            executor.execute(flushInBackground);
        } catch (RuntimeException | Error e) {
            // Whoever runs out of blocks will flush.
            LOGGER.log(Level.DEBUG, "The executor took no task", e);
            backgroundFlush.set(false);
        }
    }

    private void flushInBackground() {
        backgroundFlush.set(false);
        try {
            flushQueued();
        } catch (Throwable e) {
            // If a group has failed that is latched, and whoever writes next is told.
            LOGGER.log(Level.DEBUG, "A flush in the background failed", e);
        }
    }

    /** Waits until what is in the queue now is durable. */
    private void flushQueued() throws Throwable {
        Optional<Youngest> youngest = queue.youngest();
        if (youngest.isPresent()) {
            groups.await(youngest.get().stream().lane(), youngest.get().bound());
        }
    }

    /**
     * Waits until everything of a stream below a bound is durable.
     *
     * @param status what to report if that fails
     */
    void flush(Lane lane, long bound, LogStatus status) throws LogException {
        boolean durable;
        try {
            durable = groups.await(lane, bound);
        } catch (RuntimeException | Error e) {
            if (loss == null) {
                throw e; // no group was begun
            }
            durable = false;
        } catch (Throwable e) {
            durable = false;
        }
        if (!durable) {
            throw failure.exception(
                    status,
                    "Log " + failure.logName() + ": flushing up to LSN " + Place.text(bound) + " failed; durable up to "
                            + Place.text(lane.durable()));
        }
    }

    @Override
    public boolean failed() {
        return failure.failed();
    }

    @Override
    public void flush() throws Throwable {
        try {
            for (StreamWriter stream : streams) {
                stream.closeRequested();
            }
            queue.takeGroup(group);
            refuseAfterLoss();
            if (group.isEmpty()) {
                for (StreamWriter stream : streams) {
                    stream.nothingWasQueued();
                }
            } else {
                writeGroup();
            }
        } catch (Throwable e) {
            loss = e;
            failure.fail(e);
            throw e;
        } finally {
            group.clear();
            sealed.clear();
        }
    }

    private void refuseAfterLoss() throws Throwable {
        if (loss != null) {
            throw loss;
        }
        failure.check();
    }

    private void writeGroup() throws IOException {
        long end = state.durable();
        long written = 0;
        forced = 0;
        for (int i = 0; i < group.size(); i++) {
            WriteBlock block = group.get(i);
            block.awaitComplete();
            if (block.spoilt) {
                throw new IllegalStateException(
                        "A record of the block at LSN " + Place.text(block.lsn()) + " could not be written into it");
            }
            if (block.container() != newest) {
                finish(newest, end, i);
                newest = block.container();
                activate(newest, Place.container(block.place()));
            }
            seal(block);
            end = block.place() + length(block);
            written += length(block);
        }
        force(newest, end, group.size());
        flushes.increment();
        flushedBytes.add(written);
        for (int i = 0; i < group.size(); i++) {
            WriteBlock block = group.get(i);
            block.area.stream().written(block);
        }
        sinceHint += written;
        if (sinceHint >= HINT_INTERVAL) {
            if (index != null) {
                index.write(newest, false, metadata.epoch());
            }
            state.persist();
            sinceHint = 0;
        }
    }

    private int length(WriteBlock block) {
        return Sectors.roundUp(block.usedLength(), metadata.sectorSize());
    }

    private void seal(WriteBlock block) throws IOException {
        int length = length(block);
        int streamId = block.area.stream().state().id();
        lastChecksum = seal.seal(
                block.leaderBytes.clear(),
                block.lsn(),
                block.place(),
                block.usedLength(),
                block.recordCount(),
                streamId,
                0,
                lastChecksum,
                state.durable());
        sealed.add(
                newest,
                block.leaderBytes.limit(length).position(0),
                Place.offset(block.place()),
                group.size() == 1);
        if (metadata.kind() == LogKind.MULTIPLEXED) {
            if (index == null) {
                index = new IndexWriter(
                        table.memory(), table.containerSize(), metadata.sectorSize(), Checksum.of(metadata.identity()));
            }
            index.add(streamId, block.lsn(), block.place(), length);
        }
    }

    /** Makes a container durable in which no further block goes, and so the first blocks of the group. */
    private void finish(ContainerFile container, long end, int blocks) throws IOException {
        if (container == null) {
            return;
        }
        boolean erase = metadata.kind() == LogKind.DEDICATED && Place.container(end) <= usedBefore;
        if (erase) {
            new RestErasure(table.memory()).run(container, Place.offset(end), table.containerSize());
        }
        if (index != null) {
            sealed.write(container);
            index.write(container, true, metadata.epoch());
        }
        if (index != null || blocks > 0 || erase) {
            force(container, end, blocks);
        }
    }

    /** Forces a container, so that the first blocks of the group are durable; the log's bound moves last, see {@link LogState}. */
    private void force(ContainerFile container, long end, int blocks) throws IOException {
        sealed.writeDurably(container);
        for (; forced < blocks; forced++) {
            WriteBlock block = group.get(forced);
            block.area.stream().durable(block);
        }
        state.durable(end, lastChecksum);
    }

    /** Makes storage know a container's logical id before the first block is written into it. */
    private void activate(ContainerFile container, long logicalId) throws IOException {
        long before = container.entry().logicalId();
        if (before == logicalId) {
            return;
        }
        if (before != ContainerEntry.NEVER_USED && metadata.kind() == LogKind.MULTIPLEXED) {
            // Of a stream that had all its blocks in there nobody could tell later that its base had passed them.
            state.persist();
        }
        container.activate(metadata.identity(), logicalId, metadata.epoch(), table.containerSize(), headerSlot);
        state.persist();
        sinceHint = 0;
    }

    @Override
    public boolean beyond(Lane lane, long bound) {
        for (StreamWriter stream : streams) {
            if (stream.lane() == lane) {
                return Place.less(stream.next(), bound);
            }
        }
        return true;
    }

    /**
     * Ends a dedicated log behind a record that is durable.
     *
     * @return false if there is more to flush first, or the base has passed the record
     * @throws LogException if what is left of the log cannot be read, which changes nothing, or the log has failed
     */
    boolean truncate(StreamWriter stream, long last) throws LogException {
        Truncation truncation = new Truncation(stream, last);
        groups.whileIdle(truncation);
        return truncation.done();
    }

    /** One attempt to end the log behind a record. */
    private final class Truncation implements Runnable {

        private final StreamWriter stream;
        private final long last;
        private boolean done;
        private LogResourceException refused;
        private IOException unreadable;
        private IOException failed;

        Truncation(StreamWriter stream, long last) {
            this.stream = stream;
            this.last = last;
        }

        boolean done() throws LogException {
            if (refused != null) {
                throw refused;
            }
            if (unreadable != null && !Place.less(last, stream.state().base())) {
                throw new LogFailedException(
                        LogStatus.CONTAINER_READ_FAILED,
                        "Log " + failure.logName() + " is not truncated: reading what would be left of it failed: "
                                + unreadable,
                        unreadable);
            }
            if (failed != null) {
                throw failure.latch(
                        failed, LogStatus.METADATA_FLUSH_FAILED, "Log " + failure.logName() + ": truncating failed");
            }
            return done;
        }

        @Override
        public void run() {
            RecordLookup.Block block;
            long restart;
            try {
                block = records.block(Place.block(last));
                restart = restartUpTo(last);
            } catch (IOException e) {
                unreadable = e;
                return;
            }
            try {
                long end = block.place() + block.length();
                done = stream.cutTo(end, last, () -> cut(block, end, restart));
            } catch (LogResourceException e) {
                refused = e;
            } catch (IOException e) {
                // Nobody may lead the next group before it is known: metadata may name an end and an epoch that are not ours.
                failure.fail(e);
                failed = e;
            } catch (RuntimeException | Error e) {
                failure.fail(e);
                throw e;
            }
        }

        private void cut(RecordLookup.Block block, long end, long restart) throws IOException {
            boolean whole = Place.record(last) == stream.state().visibleRecords(block.place(), block.recordCount()) - 1;
            long epoch = state.persistCut(
                    end,
                    block.checksum(),
                    restart,
                    whole ? Optional.empty() : Optional.of(new Cut(last + 1, end)));
            metadata = state.written();
            seal = new BlockSeal(Checksum.of(metadata.identity()), metadata.sectorSize(), epoch);
            lastChecksum = block.checksum();
            newest = block.container();
            usedBefore = table.head();
            space.cutTo(end);
            if (Place.offset(end) < table.containerSize()) {
                // What lies there continues the last block, and must not be found if the next one goes elsewhere.
                newest.erase(metadata.sectorSize(), Place.offset(end));
            }
        }

        /** Follows the restart areas back to the first one that is left. */
        private long restartUpTo(long lsn) throws IOException {
            long restart = stream.state().lastRestartLsn();
            while (restart != Place.NONE && Place.less(lsn, restart)) {
                long older = records.previous(Place.block(restart), Place.record(restart));
                if (older != Place.NONE && !Place.less(older, restart)) {
                    throw new IOException("The restart area at LSN " + Place.text(restart) + " names one that is not older");
                }
                restart = older;
            }
            return restart;
        }
    }

    /** Runs an action while no group is under way. */
    void whileIdle(Runnable action) {
        groups.whileIdle(action);
    }

    /**
     * Waits until no group is under way: those that it served may go on before its leader has written the index and the metadata, too.
     * Who begins one afterwards finds nothing to write, if all was flushed.
     */
    public void awaitIdle() {
        groups.whileIdle(() -> {});
    }
}
