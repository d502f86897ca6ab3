package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerOpener;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.Storage;
import org.clfs4j.error.LogException;

/**
 * The records of a log that another process may be writing: what has reached its files.
 *
 * <p>The end is found by following the chain of blocks; when it stands still, the base log file is read again, since the
 * writer may have gone on in another container.
 *
 * @threading safe for concurrent use
 */
public final class FollowedLog implements RecordSource {

    private final Storage storage;
    private final String displayName;
    private final BaseLogFile baseLogFile;
    private final LogClock clock;
    private final Arrivals arrivals = Arrivals.polled();
    private volatile Metadata metadata;
    private final ContainerTable table;
    private final BlockChain chain;
    private volatile long base;
    private volatile long end;
    private volatile long restartLsn;

    /**
     * Creates a follower at the end that recovery found.
     *
     * @param lastChecksum the checksum of the last block
     */
    public FollowedLog(
            Storage storage,
            LogClock clock,
            String displayName,
            BaseLogFile baseLogFile,
            Metadata metadata,
            ContainerTable table,
            long base,
            long restartLsn,
            long end,
            int lastChecksum) {
        this.storage = storage;
        this.clock = clock;
        this.displayName = displayName;
        this.baseLogFile = baseLogFile;
        this.metadata = metadata;
        this.table = table;
        this.base = base;
        this.restartLsn = restartLsn;
        this.end = end;
        this.chain = chainAt(end, lastChecksum);
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

    @Override
    public DurableBlocks durableBlocks(ByteBuffer memory) {
        return new ChainedBlocks(this, memory);
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public long readableFrom() {
        return base;
    }

    @Override
    public long next() {
        return end;
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

    @Override
    public long visibleEnd(Object reader, long position) {
        return end;
    }

    @Override
    public long copyUnflushed(long place, ByteBuffer target) {
        return Place.NONE;
    }

    @Override
    public synchronized boolean refresh() throws LogException, IOException {
        if (follow()) {
            return true;
        }
        Metadata now = baseLogFile.read().metadata();
        if (now.dumpCount() == metadata.dumpCount()) {
            return false;
        }
        metadata = now;
        chain.cut(now.durableUpTo(), now.epoch());
        base = Place.max(base, now.streams().get(0).baseLsn());
        if (now.streams().get(0).restartLsn() != Place.NONE) {
            restartLsn = now.streams().get(0).restartLsn();
        }
        new ContainerOpener(storage, now, false, new ArrayList<>()).refresh(table);
        return Place.less(end, base) ? catchUp() : follow();
    }

    /** Finds the end anew when the writer has given up, and perhaps reused, what the end was followed to. */
    private boolean catchUp() throws IOException {
        long before = end;
        end = Place.of(Place.container(base), 0);
        chain.start(end);
        follow();
        return end != before;
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public LogClock clock() {
        return clock;
    }

    @Override
    public void checkFailure() {
        // Another process writes; its failures show as a log that does not grow.
    }

    private boolean follow() throws IOException {
        long before = end;
        chain.window().forget();
        while (chain.next(Place.NONE) == Step.BLOCK) {
            end = chain.place();
        }
        return end != before;
    }
}
