package org.clfs4j.core.marshal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.block.BlockSeal;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

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

    /** How far the durable bound in the metadata may stay behind, in bytes. */
    private static final long HINT_INTERVAL = 64L << 20;

    private final Metadata metadata;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final Executor executor;
    private final int flushThreshold;
    private final BlockSeal seal;
    private final FlushQueue queue;
    private final GroupCommit groups;
    private final Completions completions;
    private final AtomicBoolean backgroundFlush = new AtomicBoolean();
    private final Runnable flushInBackground = this::flushInBackground;
    private final LongAdder flushes = new LongAdder();
    private final LongAdder flushedBytes = new LongAdder();
    private final List<WriteBlock> group = new ArrayList<>();
    private final ByteBuffer headerSlot =
            ByteBuffer.allocateDirect(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private volatile boolean backgroundWanted;
    private volatile long backgroundBound;
    private StreamWriter stream;
    private int lastChecksum;
    private long sinceHint;

    /**
     * Creates the writer of a recovered log.
     *
     * @param metadata the log's constants and the epoch of this opening
     * @param lastChecksum the checksum of the last block
     * @param flushThreshold queued bytes above which a flush starts in the background
     */
    public LogWriter(
            Metadata metadata,
            ContainerTable table,
            LogState state,
            Failure failure,
            Executor executor,
            int lastChecksum,
            int flushThreshold) {
        this.metadata = metadata;
        this.table = table;
        this.state = state;
        this.failure = failure;
        this.executor = executor;
        this.lastChecksum = lastChecksum;
        this.flushThreshold = flushThreshold;
        this.seal = new BlockSeal(Checksum.of(metadata.identity()), metadata.sectorSize(), metadata.epoch());
        this.queue = new FlushQueue(metadata.sectorSize());
        this.groups = new GroupCommit(this, state.durable());
        this.completions = new Completions(this, executor);
    }

    /** Sets the stream whose open block a flush may close. */
    void stream(StreamWriter writer) {
        stream = writer;
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

    Completions completions() {
        return completions;
    }

    public long flushes() {
        return flushes.sum();
    }

    public long flushedBytes() {
        return flushedBytes.sum();
    }

    /** Queues a closed block; under its stream's lock, in the order of places. */
    void enqueue(WriteBlock block) {
        if (queue.add(block) > flushThreshold) {
            backgroundBound = block.lsn() + 1;
            backgroundWanted = true;
        }
    }

    /** Starts a flush in the background if the queue has grown above its threshold; never under a lock. */
    void startWantedFlush() {
        if (!backgroundWanted || !backgroundFlush.compareAndSet(false, true)) {
            return;
        }
        backgroundWanted = false;
        boolean accepted = false;
        try {
            executor.execute(flushInBackground);
            accepted = true;
        } catch (RejectedExecutionException e) {
            // Whoever runs out of blocks will flush.
        } finally {
            if (!accepted) {
                backgroundFlush.set(false);
            }
        }
    }

    private void flushInBackground() {
        long bound = backgroundBound;
        backgroundFlush.set(false);
        try {
            groups.await(bound);
        } catch (Throwable e) {
            // The failure is latched; whoever writes next is told.
            failure.fail(e);
        }
    }

    /**
     * Waits until everything below a bound is durable.
     *
     * @param status what to report if that fails
     */
    void flush(long bound, LogStatus status) throws LogException {
        boolean durable;
        try {
            durable = groups.await(bound);
        } catch (Throwable e) {
            failure.fail(e);
            durable = false;
        }
        if (!durable) {
            throw failure.exception(
                    status,
                    "Log " + failure.logName() + ": flushing up to LSN " + Place.text(bound) + " failed; durable up to "
                            + Place.text(state.durable()));
        }
    }

    @Override
    public boolean failed() {
        return failure.failed();
    }

    @Override
    public long flush(long bound) throws Throwable {
        try {
            stream.closeOpenBlockBelow(bound);
            queue.takeGroup(group);
            if (group.isEmpty()) {
                // A bound may lie in the unused rest of a container, or at the start of a block that is still open.
                return Place.max(state.durable(), bound);
            }
            writeGroup();
            return state.durable();
        } catch (Throwable e) {
            failure.fail(e);
            throw e;
        } finally {
            group.clear();
        }
    }

    private void writeGroup() throws IOException {
        ContainerFile container = null;
        long end = state.durable();
        long written = 0;
        for (int i = 0; i < group.size(); i++) {
            WriteBlock block = group.get(i);
            block.awaitComplete();
            if (block.container() != container) {
                if (container != null) {
                    force(container, end);
                }
                container = block.container();
                activate(container, Place.container(block.lsn()));
            }
            int length = Sectors.roundUp(block.usedLength(), metadata.sectorSize());
            lastChecksum = seal.seal(
                    block.leaderBytes,
                    block.lsn(),
                    block.lsn(),
                    block.usedLength(),
                    block.recordCount(),
                    0,
                    0,
                    lastChecksum,
                    state.durable());
            block.leaderBytes.limit(length).position(0);
            container.write(block.leaderBytes, Place.offset(block.lsn()));
            block.leaderBytes.clear();
            end = block.lsn() + length;
            written += length;
        }
        force(container, end);
        flushes.increment();
        flushedBytes.add(written);
        stream.written(group.size());
        sinceHint += written;
        if (sinceHint >= HINT_INTERVAL) {
            state.persist();
            sinceHint = 0;
        }
    }

    private void force(ContainerFile container, long end) throws IOException {
        container.force();
        state.durable(end, lastChecksum);
    }

    /** Makes storage know a container's logical id before the first block is written into it. */
    private void activate(ContainerFile container, long logicalId) throws IOException {
        if (container.entry().logicalId() == logicalId) {
            return;
        }
        container.activate(metadata.identity(), logicalId, metadata.epoch(), table.containerSize(), headerSlot);
        state.persist();
        sinceHint = 0;
    }

    /** Runs an action while no group is under way. */
    void whileIdle(Runnable action) {
        groups.whileIdle(action);
    }
}
