package org.clfs4j.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.stream.FollowedLog;
import org.clfs4j.core.stream.RecordSource;

/**
 * A log that is open for reading only, and may be written by another process.
 *
 * @threading safe for concurrent use
 */
final class FollowingLog implements OpenLog {

    private final BaseLogFile baseLogFile;
    private final Metadata metadata;
    private final ContainerTable table;
    private final FollowedLog source;
    private final RecoveredLog recovered;
    private final KnownDamage damage;

    FollowingLog(
            BaseLogFile baseLogFile,
            Metadata metadata,
            ContainerTable table,
            FollowedLog source,
            RecoveredLog recovered) {
        this.baseLogFile = baseLogFile;
        this.metadata = metadata;
        this.table = table;
        this.source = source;
        this.recovered = recovered;
        this.damage = new KnownDamage(recovered.report().damage());
    }

    @Override
    public RecordSource source() {
        return source;
    }

    @Override
    public ContainerTable table() {
        return table;
    }

    @Override
    public RecoveryReport recovery() {
        return recovered.report();
    }

    @Override
    public KnownDamage damage() {
        return damage;
    }

    @Override
    public LogInformation information() {
        long base = source.base();
        long end = source.next();
        long last = lastRecord();
        int free = table.freeCount(Place.container(base));
        boolean inContainer = table.find(Place.container(end)) != null;
        return new LogInformation(
                metadata.identity(),
                metadata.kind(),
                metadata.sectorSize(),
                table.count() * table.containerSize(),
                free * table.containerSize() + (inContainer ? table.containerSize() - Place.offset(end) : 0),
                BaseLogFile.SIZE,
                table.containerSize(),
                table.count(),
                free,
                OpenOptions.DEFAULT_FLUSH_THRESHOLD,
                Lsn.of(base),
                Lsn.of(end),
                last == Place.NONE || Place.less(last, base) ? Optional.empty() : Optional.of(Lsn.of(last)),
                Lsn.of(source.durable()),
                restartLsn() == Place.NONE ? Optional.empty() : Optional.of(Lsn.of(restartLsn())),
                metadata.epoch());
    }

    @Override
    public LogStatistics statistics() {
        return new LogStatistics(0, 0, 0, 0);
    }

    @Override
    public long restartLsn() {
        return source.restartLsn();
    }

    @Override
    public long lastRecord() {
        return recovered.lastRecord();
    }

    @Override
    public List<ContainerInformation> containers() {
        return ContainerListing.of(table, Place.container(source.base()));
    }

    @Override
    public void close() throws IOException {
        damage.stop();
        Closing.all(table, baseLogFile);
    }
}
