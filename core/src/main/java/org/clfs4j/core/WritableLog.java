package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStatistics;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.TailHolder;
import org.clfs4j.core.baselog.NameBytes;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.container.SpaceGuard;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.marshal.Failure;
import org.clfs4j.core.marshal.LogWriter;
import org.clfs4j.core.marshal.WriterBlocks;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.recovery.RecoveredStream;
import org.clfs4j.core.stream.LogBlocks;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.core.stream.StreamState;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * A log that is open for writing.
 *
 * @threading safe for concurrent use
 */
final class WritableLog implements OpenLog {

    private final Closeable lock;
    private final LogLocation location;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final LogWriter writer;
    private final WriterBlocks blocks;
    private final LogClock clock;
    private final List<WritableStream> streams = new CopyOnWriteArrayList<>();
    private final ContainerAddition addition;
    private final ContainerRemoval removal;
    private final RecoveryReport recovery;
    private final int flushThreshold;
    private final KnownDamage damage;
    private final ContainerListing listing;

    WritableLog(
            LogLocation location,
            Closeable lock,
            ContainerTable table,
            LogState state,
            RecoveredLog recovered,
            RecoveryReport recovery,
            Executor executor,
            LogClock clock,
            int flushThreshold) {
        this.lock = lock;
        this.location = location;
        this.table = table;
        this.state = state;
        this.recovery = recovery;
        this.damage = new KnownDamage(recovery.damage());
        this.flushThreshold = flushThreshold;
        this.failure = new Failure(location.name().physical().toString());
        this.writer = new LogWriter(
                state.written(),
                table,
                state,
                failure,
                executor,
                recovered.lastChecksum(),
                recovered.index(),
                flushThreshold);
        this.blocks = new WriterBlocks(writer);
        this.clock = clock;
        this.listing = new ContainerListing(location);
        ContainerTurn turn = new ContainerTurn();
        this.addition = new ContainerAddition(location, table, state, failure, turn, listing);
        this.removal = new ContainerRemoval(
                location.storage(), table, state, failure, turn, writer.spaceGuard(), writer::tail, this::flushAll);
        state.onTailMoved(removal::tidy);
        for (StreamState stream : state.streams()) {
            long lastRecord = recovered.streams().stream()
                    .filter(one -> one.entry().id() == stream.id())
                    .mapToLong(RecoveredStream::lastRecord)
                    .findFirst()
                    .orElse(Place.NONE);
            streams.add(new WritableStream(writer.addStream(stream, lastRecord), clock));
        }
    }

    Failure failure() {
        return failure;
    }

    @Override
    public LogBlocks blocks() {
        return blocks;
    }

    @Override
    public List<WritableStream> streams() {
        return streams;
    }

    @Override
    public LogKind kind() {
        return state.written().kind();
    }

    @Override
    public ContainerTable table() {
        return table;
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    @Override
    public KnownDamage damage() {
        return damage;
    }

    @Override
    public LogFigures figures() {
        return new LogFigures(this, state.written());
    }

    @Override
    public LogStatistics statistics() {
        return new LogStatistics(
                writer.flushes(), writer.flushedBytes(), state.metadataFlushes(), state.metadataFlushedBytes());
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public long oldestBase() {
        return state.oldestBase(writer.end());
    }

    @Override
    public long end() {
        return writer.end();
    }

    @Override
    public long durable() {
        return state.durable();
    }

    @Override
    public long available() {
        return writer.available();
    }

    @Override
    public long reserved() {
        return writer.reserved();
    }

    @Override
    public long archiveTail() {
        return state.archiveTail();
    }

    @Override
    public int flushThreshold() {
        return flushThreshold;
    }

    @Override
    public Optional<TailHolder> tailHolder() {
        return writer.tailHolder();
    }

    @Override
    public List<ContainerInformation> containers() {
        return listing.of(table, oldestBase(), archiveTail());
    }

    @Override
    public Optional<String> containerName(long logicalId) {
        return listing.name(table, logicalId);
    }

    ContainerAddition addition() {
        return addition;
    }

    ContainerRemoval removal() {
        return removal;
    }

    /** Tells that a base has moved; not under a stream's lock. */
    void tailMoved() {
        state.tailMoved();
    }

    private void flushAll() throws LogException {
        for (WritableStream stream : streams) {
            stream.writer().flushAll();
        }
    }

    /** Refuses a name that no stream can have. */
    static void requireStreamName(String name) throws LogException {
        if (!NameBytes.fit(name)) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "A stream's name has from 1 to " + NameBytes.MAX_LENGTH + " bytes in UTF-8 and no half of a surrogate"
                            + " pair, got \"" + name + "\" with "
                            + name.getBytes(StandardCharsets.UTF_8).length + " bytes");
        }
    }

    /** Creates a stream; durable on return. */
    synchronized WritableStream createStream(String name) throws LogException {
        failure.check();
        requireStreamName(name);
        if (streams.size() >= LogFile.MAX_STREAMS) {
            throw new LogResourceException(
                    LogStatus.INSUFFICIENT_RESOURCES,
                    "Log " + failure.logName() + " has " + streams.size() + " streams, as many as a log can have");
        }
        if (state.streamsCreated() >= IndexFormat.MAX_STREAM_ID) {
            throw new LogResourceException(
                    LogStatus.INSUFFICIENT_RESOURCES,
                    "Log " + failure.logName() + " has had " + state.streamsCreated()
                            + " streams, as many as a log can have in its life; copy its records into a new one");
        }
        StreamState created = state.createStream(name);
        persistInBothSlots();
        WritableStream stream = new WritableStream(writer.addStream(created, Place.NONE), clock);
        streams.add(stream);
        return stream;
    }

    /** Deletes a stream that nobody uses any more; durable on return. */
    synchronized void deleteStream(WritableStream stream) throws LogException {
        failure.check();
        stream.writer().flushAll();
        streams.remove(stream);
        writer.removeStream(stream.writer());
        state.removeStream(stream.writer().state());
        persistInBothSlots();
        tailMoved();
    }

    /** Lets a stream that nobody uses any more begin anew; durable on return. */
    synchronized void resetStream(WritableStream stream) throws LogException {
        failure.check();
        stream.writer().reset();
        persistInBothSlots();
        tailMoved();
    }

    /** Makes the base of a stream durable, and all others. */
    void flushMetadata(WritableStream stream) throws LogException {
        failure.check();
        long base = stream.writer().state().base();
        if (Place.less(stream.writer().state().durable(), base)) {
            stream.writer().flush(base);
        }
        persist();
        tailMoved();
    }

    /** Sets whether there is an archive tail. */
    void setArchiveMode(boolean archive) throws LogException {
        failure.check();
        if (archive && state.archiveTail() == Place.NONE) {
            flushAll(); // not under the lock: it may wait for a claim whose holder needs that
        }
        changeArchiveMode(archive);
    }

    private synchronized void changeArchiveMode(boolean archive) throws LogException {
        if (archive == (state.archiveTail() == Place.NONE)) {
            if (archive) {
                beginArchiveTail();
            } else {
                state.archiveTail(Place.NONE);
            }
            persistInBothSlots();
            tailMoved();
        }
    }

    /** It begins at what is durable, but keeps no container that was promised since nobody needed it. */
    private void beginArchiveTail() throws LogException {
        SpaceGuard space = writer.spaceGuard();
        space.undisturbed(() -> {
            long tail = writer.tail();
            long begin = Place.min(tail, state.durable());
            int kept = (int) (Place.container(tail) - Place.container(begin));
            if (kept > 0 && !space.maySpare(kept)) {
                throw new LogFullException(
                        LogStatus.PINNED_RESERVATION,
                        "Log " + failure.logName() + " has records reserved that need the space of " + kept
                                + " containers which would be kept for the archive; free reservations first");
            }
            state.archiveTail(begin);
        });
    }

    /** Moves the archive tail. */
    synchronized void setArchiveTail(Lsn tail) throws LogException {
        failure.check();
        long now = state.archiveTail();
        if (now == Place.NONE) {
            throw new LogUsageException(
                    LogStatus.EPHEMERAL, "Log " + failure.logName() + " is ephemeral and keeps no archive tail");
        }
        long place = Place.block(tail.value());
        boolean inRange = !Place.less(place, now) && !Place.less(state.durable(), place);
        boolean ofBlock = place == state.durable() || place == now || inRange && writer.hasRecord(tail.value());
        if (!inRange || !ofBlock) {
            throw new LogUsageException(
                    LogStatus.TAIL_INVALID,
                    tail + " cannot become the archive tail of log " + failure.logName() + ": "
                            + (inRange
                                    ? "it is no record's"
                                    : "it must lie from " + Lsn.of(now) + " to " + Lsn.of(state.durable())));
        }
        if (place != now) {
            state.archiveTail(place);
            persist();
            tailMoved();
        }
    }

    private void persist() throws LogException {
        try {
            state.persist();
        } catch (IOException e) {
            throw failMetadata(e);
        }
    }

    private void persistInBothSlots() throws LogException {
        try {
            state.persistInBothSlots();
        } catch (IOException e) {
            throw failMetadata(e);
        }
    }

    private LogException failMetadata(IOException e) {
        return failure.latch(
                e, LogStatus.METADATA_FLUSH_FAILED, "Log " + failure.logName() + ": writing the metadata failed");
    }

    @Override
    public void close() throws LogException, IOException {
        damage.stop();
        try {
            failure.check(); // nobody may have been told: a flush in the background can fail unseen
            flushAll();
            removal.close();
            writer.awaitIdle();
            failure.check();
            try {
                state.persistClosed();
            } catch (IOException e) {
                throw failMetadata(e);
            }
        } finally {
            release();
        }
    }

    /** The files first, so that whoever still writes is refused; then the memory that it might write from. */
    private void release() throws IOException {
        writer.awaitIdle();
        Closing.all(table, state::close, location.memory()::close, lock);
    }

    /** Deletes the log instead of closing it: its containers and its base log file. */
    void delete() throws LogException, IOException {
        damage.stop();
        removal.stop();
        try {
            writer.awaitIdle();
            try {
                state.persistDeleted();
            } catch (IOException e) {
                throw failMetadata(e);
            }
            Closing.all(table, state::close);
            LogDeletion.finish(location, state.written());
        } finally {
            release();
        }
    }
}
