package org.clfs4j.core.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;

/**
 * The markers of a log that is open for writing and those of its streams, and their way into the base log file.
 *
 * <p>Metadata never says more than the containers hold: a base that is written is not beyond what is durable.
 *
 * @threading markers may be read from any thread; who may move one is stated at the method
 */
public final class LogState {

    private final BaseLogFile baseLogFile;
    private final ContainerTable table;

    /** An array, so that going through it makes no object; replaced when a stream comes or goes. */
    private volatile StreamState[] streams;

    private final LongAdder metadataFlushes = new LongAdder();
    private final LongAdder metadataFlushedBytes = new LongAdder();
    private Runnable onTailMoved = () -> {};
    private Metadata written;
    private volatile int streamsCreated;
    private volatile long archiveTail;
    private final Object durableLock = new Object();

    /** Written under the lock, together with the checksum of the block that ends there. */
    private volatile long durable;

    private int durableChecksum;
    private volatile long persistedDurable;

    /**
     * Creates the state of a log.
     *
     * @param written the metadata that the base log file holds now
     * @param recovered the streams as recovery found them
     * @param durable the place behind the last block
     * @param durableChecksum that block's checksum
     */
    public LogState(
            BaseLogFile baseLogFile,
            ContainerTable table,
            Metadata written,
            List<StreamState> recovered,
            long durable,
            int durableChecksum) {
        this.baseLogFile = baseLogFile;
        this.table = table;
        this.written = written;
        this.streams = recovered.toArray(StreamState[]::new);
        recovered.forEach(stream -> stream.cuts(written.cuts()));
        this.streamsCreated = written.streamsCreated();
        this.archiveTail = written.archiveTail();
        this.durable = durable;
        this.durableChecksum = durableChecksum;
        this.persistedDurable = written.durableUpTo();
    }

    /** Returns the streams by id. */
    public List<StreamState> streams() {
        return List.of(streams);
    }

    /** Returns the one stream of a dedicated log. */
    public StreamState onlyStream() {
        return streams[0];
    }

    /** Returns how many streams were ever created, which is the greatest id that was given. */
    public int streamsCreated() {
        return streamsCreated;
    }

    /** Makes a stream of a new name, not durable before the next {@link #persist}. */
    public synchronized StreamState createStream(String name) {
        streamsCreated++;
        StreamState created = StreamState.created(streamsCreated, name, table.memory());
        StreamState[] more = Arrays.copyOf(streams, streams.length + 1);
        more[streams.length] = created;
        streams = more;
        return created;
    }

    /** Takes a stream out, not durable before the next {@link #persist}. */
    public synchronized void removeStream(StreamState stream) {
        streams = Arrays.stream(streams).filter(one -> one != stream).toArray(StreamState[]::new);
        stream.index().close();
    }

    /** Sets what is done when a base or the archive tail has moved, before the log is used. */
    public void onTailMoved(Runnable action) {
        onTailMoved = action;
    }

    /** Does what is to be done when a base or the archive tail has moved; not under a stream's lock, for it may delete files. */
    public void tailMoved() {
        onTailMoved.run();
    }

    /** Returns the place of the oldest record not archived, or {@link Place#NONE} if the log is ephemeral. */
    public long archiveTail() {
        return archiveTail;
    }

    /** Moves the archive tail, not durable before the next {@link #persist}. */
    public synchronized void archiveTail(long place) {
        archiveTail = place;
    }

    /**
     * Returns the place of the oldest block that is still needed: by a stream, or to be archived.
     *
     * @param end the place behind the last block, which is the answer if nothing is needed
     */
    public long tail(long end) {
        long base = oldestBase(end);
        return archiveTail == Place.NONE ? base : Place.min(base, archiveTail);
    }

    /**
     * Returns the place of the oldest block that a stream needs.
     *
     * @param end the place behind the last block, which is the answer if nothing is needed
     */
    public long oldestBase(long end) {
        long base = end;
        for (StreamState stream : streams) {
            base = Place.min(base, stream.basePlace());
        }
        return base;
    }

    /** Forgets where blocks were that lie below the oldest container that is left. */
    public void forgetBlocksBelow(long place) {
        for (StreamState stream : streams) {
            if (stream.index() != null) {
                stream.index().dropBelow(place);
            }
        }
    }

    /** Returns the place below which everything is durable. */
    public long durable() {
        return durable;
    }

    /**
     * Moves the durable bound, after those of the streams and after what restart areas below it bring: metadata that says
     * that they are durable must say the rest, too. By the flush leader.
     */
    public void durable(long bound, int checksum) {
        synchronized (durableLock) {
            durableChecksum = checksum;
            durable = bound;
        }
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
        persist(written.epoch(), Life.OPEN, written.cuts());
    }

    /**
     * Writes them twice, so that neither of the two slots says otherwise: for what nothing but metadata tells, and what is acted
     * upon before it is written again.
     */
    public synchronized void persistInBothSlots() throws IOException {
        persist();
        persist();
    }

    /** Writes them with a new epoch. */
    public synchronized void persistEpoch(long epoch) throws IOException {
        persist(epoch, Life.OPEN, written.cuts());
    }

    /** Writes them and the fact that the log ends at the durable bound. */
    public synchronized void persistClosed() throws IOException {
        persist(written.epoch(), Life.CLOSED, written.cuts());
    }

    /** Closes the base log file when nobody is writing it. */
    public synchronized void close() throws IOException {
        baseLogFile.close();
    }

    /** Writes that the log's files are being deleted. */
    public synchronized void persistDeleted() throws IOException {
        persist(written.epoch(), Life.DELETED, written.cuts());
    }

    /**
     * Writes that a dedicated log ends earlier: twice, so that neither of the two slots says otherwise. What lies behind the new end
     * has an earlier epoch, and is no longer the log's.
     *
     * @param end the place behind the block that becomes the last one
     * @param checksum that block's checksum
     * @param restart the newest restart area that is left, or {@link Place#NONE}
     * @param cut the records of that block that go, if there are any
     * @return the new epoch
     * @throws LogException if the metadata cannot take a further cut; nothing was changed
     */
    public synchronized long persistCut(long end, int checksum, long restart, Optional<Cut> cut)
            throws LogException, IOException {
        List<Cut> cuts = new ArrayList<>(written.cuts());
        cuts.removeIf(old -> !Place.less(onlyStream().base(), old.upTo()) || !Place.less(old.from(), end));
        cut.ifPresent(cuts::add);
        if (cuts.size() > Metadata.MAX_CUTS) {
            throw new LogResourceException(
                    LogStatus.INSUFFICIENT_RESOURCES,
                    "The active region has " + Metadata.MAX_CUTS + " blocks of which truncations have taken the last records"
                            + " away, as many as a log can remember; advance the base, or truncate behind a block's last"
                            + " record");
        }
        onlyStream().cuts(List.copyOf(cuts));
        onlyStream().restartLsn(restart);
        onlyStream().durable(end);
        onlyStream().closedUpTo(end);
        durable(end, checksum);
        long epoch = written.epoch() + 1;
        persist(epoch, Life.OPEN, cuts);
        persist(epoch, Life.OPEN, cuts);
        return epoch;
    }

    private void persist(long epoch, Life life, List<Cut> cuts) throws IOException {
        // The bound first: each stream's next LSN may then be too great, which leaves a gap, but never too small.
        int checksum;
        long durableNow;
        synchronized (durableLock) {
            durableNow = durable;
            checksum = durableChecksum;
        }
        List<StreamEntry> entries = new ArrayList<>();
        for (StreamState stream : streams) {
            entries.add(stream.entry());
        }
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
                checksum,
                archiveTail,
                streamsCreated,
                table.entries(),
                entries,
                cuts);
        int bytes = baseLogFile.write(next);
        metadataFlushes.increment();
        metadataFlushedBytes.add(bytes);
        written = next;
        persistedDurable = durableNow;
    }
}
