package org.clfs4j.core.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.clfs4j.Damage;
import org.clfs4j.LogKind;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerOpener;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.Storage;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;

/**
 * The blocks of a log that another process may be writing: what has reached its files.
 *
 * <p>The end is found by following the chain of blocks; when it stands still, the base log file is read again, since the
 * writer may have gone on in another container.
 *
 * @threading safe for concurrent use
 */
public final class FollowedLog implements LogBlocks {

    private final Storage storage;
    private final String displayName;
    private final BaseLogFile baseLogFile;
    private volatile Metadata metadata;
    private final ContainerTable table;
    private final LogClock clock;
    private final List<Damage> damaged;
    private final long recoveredUpTo;

    /** Streams with greater ids may be there without this follower's knowledge. */
    private int streamsKnown;

    private final BlockChain chain;
    private final Map<Integer, FollowedStream> streams = new ConcurrentSkipListMap<>();
    private volatile long end;

    /** In this epoch the log did not end before the end that was followed to. */
    private long confirmedEpoch;

    /** The cuts that its metadata had. */
    private List<Cut> confirmedCuts;

    /**
     * Creates a follower at the end that recovery found; its streams are added next.
     *
     * @param clock the time that waiting for more is measured in
     * @param damaged what recovery could not read
     * @param lastChecksum the checksum of the last block
     */
    public FollowedLog(
            Storage storage,
            String displayName,
            BaseLogFile baseLogFile,
            Metadata metadata,
            ContainerTable table,
            LogClock clock,
            List<Damage> damaged,
            long end,
            int lastChecksum) {
        this.storage = storage;
        this.displayName = displayName;
        this.baseLogFile = baseLogFile;
        this.metadata = metadata;
        this.table = table;
        this.clock = clock;
        this.damaged = List.copyOf(damaged);
        this.recoveredUpTo = metadata.durableUpTo();
        this.streamsKnown = metadata.streamsCreated();
        this.end = end;
        confirm();
        this.chain = chainAt(end, lastChecksum);
    }

    /** Adds a stream as recovery found it. */
    public void addStream(
            StreamEntry entry, BlockIndex index, long base, long restartLsn, long streamEnd, long lastRecord) {
        streams.put(
                entry.id(), new FollowedStream(this, entry, index, base, restartLsn, streamEnd, lastRecord));
    }

    private BlockChain chainAt(long place, int checksum) {
        BlockWindow window = BlockWindow.growing(table, checksum(), metadata.sectorSize());
        BlockChain created = new BlockChain(table, window);
        created.cut(metadata.durableUpTo(), metadata.epoch());
        created.resume(place, checksum);
        return created;
    }

    @Override
    public String logName() {
        return displayName;
    }

    @Override
    public ContainerTable table() {
        return table;
    }

    @Override
    public Checksum checksum() {
        return Checksum.of(metadata.identity());
    }

    @Override
    public int sectorSize() {
        return metadata.sectorSize();
    }

    /** Returns the metadata that was read last. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns the streams by id. */
    public Collection<FollowedStream> streams() {
        return streams.values();
    }

    LogClock clock() {
        return clock;
    }

    /** Returns the place below which the metadata told recovery where each stream ends. */
    long recoveredUpTo() {
        return recoveredUpTo;
    }

    /** Returns what recovery could not read. */
    List<Damage> damaged() {
        return damaged;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long tail() {
        long base = oldestBase();
        return metadata.archiveTail() == Place.NONE ? base : Place.min(base, metadata.archiveTail());
    }

    /** Returns the place of the oldest block that a stream needs, or the end. */
    public long oldestBase() {
        long base = end;
        for (FollowedStream stream : streams.values()) {
            base = Place.min(base, stream.basePlace());
        }
        return base;
    }

    @Override
    public synchronized boolean refresh() throws LogException, IOException {
        return follow() || followMetadata();
    }

    @Override
    public synchronized void refreshMarkers() throws LogException, IOException {
        follow();
        followMetadata();
    }

    private boolean followMetadata() throws LogException, IOException {
        Metadata now = baseLogFile.read().metadata();
        if (now.dumpCount() == metadata.dumpCount()) {
            return false;
        }
        while (now != metadata) {
            try {
                follow(now);
            } catch (LogDamagedException e) {
                now = baseLogFile.readNewer(now, e); // the writer may have removed a container meanwhile
            }
        }
        if (leftBehind()) {
            confirm();
            return catchUp();
        }
        long before = end;
        boolean more = follow();
        if (metadata.epoch() > confirmedEpoch) {
            if (metadata.kind() == LogKind.DEDICATED && (wasTruncatedBelow(before, more) || wasCutBelow(before))) {
                goBack();
                return true;
            }
            confirm();
        }
        return more;
    }

    /**
     * Tells whether the writer has ended the log, in an epoch that began since, before the end that was followed to.
     *
     * @param more whether the chain of blocks goes on there
     */
    private boolean wasTruncatedBelow(long followedTo, boolean more) {
        long durable = metadata.durableUpTo();
        if (durable == followedTo && !more) {
            return metadata.durableChecksum() != chain.lastChecksum();
        }
        return Place.less(durable, followedTo) || !more;
    }

    /** Tells whether a block that was followed is still there, but has lost its last records. */
    private boolean wasCutBelow(long followedTo) {
        return metadata.cuts().stream()
                .anyMatch(cut -> !confirmedCuts.contains(cut) && !Place.less(followedTo, cut.upTo()));
    }

    private void confirm() {
        confirmedEpoch = metadata.epoch();
        confirmedCuts = metadata.cuts();
    }

    /** Finds the end of a log that was truncated, and what of it is left. */
    private void goBack() throws IOException {
        FollowedStream stream = streams.get(Metadata.DEDICATED_STREAM);
        stream.forgetRecords();
        long left = confirmedEpoch;
        startAtBase(stream);
        long leftUpTo = end;
        long recordsUpTo = end;
        chain.window().forget();
        while (chain.next(Place.NONE) == Step.BLOCK) {
            BlockWindow window = chain.window();
            stream.block(window.memory(), window.block(), chain.blockPlace());
            end = chain.place();
            if (BlockFormat.epoch(window.memory(), window.block()) <= left) {
                leftUpTo = end;
                recordsUpTo = chain.blockPlace()
                        + stream.visibleRecords(
                                chain.blockPlace(), BlockFormat.recordCount(window.memory(), window.block()));
            }
        }
        confirm();
        stream.contexts().cut(recordsUpTo, leftUpTo);
    }

    /** The base moves before containers go, so that readers who miss one can see why. */
    private void follow(Metadata now) throws LogException, IOException {
        chain.cut(now.durableUpTo(), now.epoch());
        addStreams(now);
        for (StreamEntry entry : now.streams()) {
            streams.get(entry.id()).metadata(entry);
        }
        Set<Integer> ids = now.streams().stream().map(StreamEntry::id).collect(Collectors.toSet());
        for (FollowedStream stream : streams.values()) {
            if (!ids.contains(stream.entry().id())) {
                streams.remove(stream.entry().id());
                stream.deleted();
            }
        }
        new ContainerOpener(storage, table.memory(), now, false, new ArrayList<>()).refresh(table);
        metadata = now;
        if (now.kind() == LogKind.MULTIPLEXED && table.head() != ContainerEntry.NEVER_USED) {
            long oldest = Place.of(table.oldest(), 0);
            streams.values().forEach(stream -> stream.index().dropBelow(oldest));
        }
    }

    private void addStreams(Metadata now) {
        for (StreamEntry entry : now.streams()) {
            if (!streams.containsKey(entry.id())) {
                addStream(entry, new BlockIndex(table.memory()), entry.baseLsn(), entry.restartLsn(), 0, Place.NONE);
            }
        }
        streamsKnown = Math.max(streamsKnown, now.streamsCreated());
    }

    /** A stream is in the metadata before there is a block of it; one that is in neither any more was deleted. */
    private FollowedStream streamOf(int id, int checksumBefore) throws IOException {
        if (id > streamsKnown) {
            try {
                addStreams(baseLogFile.read().metadata());
            } catch (IOException e) {
                chain.resume(end, checksumBefore); // the block is to be met again
                throw e;
            }
        }
        return streams.get(id);
    }

    /** Tells whether the writer has given up, and perhaps reused, what the end was followed to. */
    private boolean leftBehind() {
        if (metadata.kind() == LogKind.DEDICATED) {
            return Place.less(end, Place.block(streams.get(Metadata.DEDICATED_STREAM).base()));
        }
        return table.head() != ContainerEntry.NEVER_USED && Place.container(end) < table.oldest();
    }

    /** Finds the end anew. */
    private boolean catchUp() throws IOException {
        long before = end;
        if (metadata.kind() == LogKind.DEDICATED) {
            startAtBase(streams.get(Metadata.DEDICATED_STREAM));
        } else {
            end = Place.of(table.oldest(), 0);
            for (FollowedStream stream : streams.values()) {
                stream.index().dropBelow(end);
                stream.index().missedBelow(Place.block(stream.base()));
            }
            chain.start(end);
        }
        follow();
        return end != before;
    }

    private void startAtBase(FollowedStream stream) {
        end = Place.of(Place.container(stream.base()), 0);
        stream.end(end);
        chain.start(end);
    }

    /** Goes on along the chain of blocks, up to one of an epoch of which the metadata may tell more, such as a truncation. */
    private boolean follow() throws IOException {
        long before = end;
        chain.window().forget();
        int checksumBefore = chain.lastChecksum();
        while (chain.next(Place.NONE) == Step.BLOCK) {
            BlockWindow window = chain.window();
            if (BlockFormat.epoch(window.memory(), window.block()) > metadata.epoch()) {
                chain.resume(end, checksumBefore);
                break;
            }
            FollowedStream stream =
                    streamOf(BlockFormat.streamId(window.memory(), window.block()), checksumBefore);
            checksumBefore = chain.lastChecksum();
            if (stream != null) {
                stream.block(window.memory(), window.block(), chain.blockPlace());
            }
            end = chain.place();
        }
        return end != before;
    }
}
