package org.clfs4j.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogKind;
import org.clfs4j.LogStatistics;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.TailHolder;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.core.stream.FollowedLog;
import org.clfs4j.core.stream.FollowedStream;
import org.clfs4j.core.stream.LogBlocks;
import org.clfs4j.core.stream.TailSearch;
import org.clfs4j.error.LogException;

/**
 * A log that is open for reading only, and may be written by another process.
 *
 * @threading safe for concurrent use
 */
final class FollowingLog implements OpenLog {

    private final LogMemory memory;
    private final BaseLogFile baseLogFile;
    private final ContainerTable table;
    private final FollowedLog followed;
    private final RecoveryReport recovery;
    private final KnownDamage damage;
    private final ContainerListing listing;

    FollowingLog(
            LogLocation location,
            BaseLogFile baseLogFile,
            ContainerTable table,
            FollowedLog followed,
            RecoveryReport recovery) {
        this.memory = location.memory();
        this.baseLogFile = baseLogFile;
        this.table = table;
        this.followed = followed;
        this.recovery = recovery;
        this.damage = new KnownDamage(recovery.damage());
        this.listing = new ContainerListing(location);
    }

    @Override
    public LogBlocks blocks() {
        return followed;
    }

    @Override
    public List<OpenStream> streams() {
        return followed.streams().stream().<OpenStream>map(ReadableStream::new).toList();
    }

    @Override
    public void refresh() throws LogException {
        try {
            followed.refreshMarkers();
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Reading log " + followed.logName());
        }
    }

    @Override
    public LogKind kind() {
        return followed.metadata().kind();
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
        return new LogFigures(this, followed.metadata());
    }

    @Override
    public LogStatistics statistics() {
        return new LogStatistics(0, 0, 0, 0);
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public long oldestBase() {
        return followed.oldestBase();
    }

    @Override
    public long end() {
        return followed.end();
    }

    @Override
    public long durable() {
        return followed.end();
    }

    @Override
    public long available() {
        long end = followed.end();
        long free = table.freeCount(Place.container(followed.tail()), Place.container(end)) * table.containerSize();
        boolean inContainer = table.find(Place.container(end)) != null;
        return free + (inContainer ? table.containerSize() - Place.offset(end) : 0);
    }

    @Override
    public long reserved() {
        return 0;
    }

    @Override
    public long archiveTail() {
        return followed.metadata().archiveTail();
    }

    @Override
    public int flushThreshold() {
        return OpenOptions.DEFAULT_FLUSH_THRESHOLD;
    }

    @Override
    public Optional<TailHolder> tailHolder() {
        TailSearch search = new TailSearch(end(), table.containerSize());
        for (FollowedStream stream : followed.streams()) {
            search.stream(stream.entry().name(), stream.base(), stream.basePlace());
        }
        search.archiveTail(archiveTail());
        return search.holder();
    }

    @Override
    public List<ContainerInformation> containers() {
        return listing.of(table, oldestBase(), archiveTail());
    }

    @Override
    public Optional<String> containerName(long logicalId) {
        return listing.name(table, logicalId);
    }

    @Override
    public void close() throws IOException {
        damage.stop();
        Closing.all(table, baseLogFile, memory::close);
    }
}
