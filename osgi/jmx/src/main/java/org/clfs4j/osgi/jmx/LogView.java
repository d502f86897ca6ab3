package org.clfs4j.osgi.jmx;

import java.util.Locale;
import java.util.Optional;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;

/**
 * A log as consoles see it.
 *
 * @threading safe for concurrent use
 */
final class LogView implements LogMXBean {

    private final LogFile log;
    private final Optional<String> provider;

    LogView(LogFile log, Optional<String> provider) {
        this.log = log;
        this.provider = provider;
    }

    private LogInformation information() {
        return Asked.of(log::physicalInformation);
    }

    private LogStatistics statistics() {
        return Asked.of(log::statistics);
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String getName() {
        return log.name().toString();
    }

    @Override
    public String getKind() {
        return text(log.kind());
    }

    @Override
    public String getIdentity() {
        return information().identity().toString();
    }

    @Override
    public String getProvider() {
        return provider.orElse(null);
    }

    @Override
    public int getSectorSize() {
        return information().sectorSize();
    }

    @Override
    public long getTotalAvailable() {
        return information().totalAvailable();
    }

    @Override
    public long getCurrentAvailable() {
        return information().currentAvailable();
    }

    @Override
    public long getTotalReservation() {
        return information().totalReservation();
    }

    @Override
    public long getBaseFileSize() {
        return information().baseFileSize();
    }

    @Override
    public long getContainerSize() {
        return information().containerSize();
    }

    @Override
    public int getTotalContainers() {
        return information().totalContainers();
    }

    @Override
    public int getFreeContainers() {
        return information().freeContainers();
    }

    @Override
    public int getTotalStreams() {
        return information().totalStreams();
    }

    @Override
    public String[] getAttributes() {
        return information().attributes().stream().map(LogView::text).sorted().toArray(String[]::new);
    }

    @Override
    public int getFlushThreshold() {
        return information().flushThreshold();
    }

    @Override
    public String getArchiveTail() {
        return text(information().archiveTail());
    }

    @Override
    public String getBaseLsn() {
        return information().baseLsn().toString();
    }

    @Override
    public String getNextLsn() {
        return information().nextLsn().toString();
    }

    @Override
    public String getFlushedUpTo() {
        return information().flushedUpTo().toString();
    }

    @Override
    public long getEpoch() {
        return information().epoch();
    }

    @Override
    public long getFlushes() {
        return statistics().flushes();
    }

    @Override
    public long getFlushedBytes() {
        return statistics().flushedBytes();
    }

    @Override
    public long getMetadataFlushes() {
        return statistics().metadataFlushes();
    }

    @Override
    public long getMetadataFlushedBytes() {
        return statistics().metadataFlushedBytes();
    }

    @Override
    public String getTailHolder() {
        return text(Asked.of(log::tailHolder));
    }

    @Override
    public String getRecovery() {
        return text(log.recovery().outcome());
    }

    @Override
    public String[] getDamage() {
        return log.damage().stream().map(Object::toString).toArray(String[]::new);
    }
}
