package org.clfs4j.core;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.LogAttribute;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;

/**
 * What users are told of an open log.
 *
 * @threading a snapshot is put together from values that may move meanwhile
 */
final class LogFigures {

    private final OpenLog log;
    private final Metadata metadata;

    LogFigures(OpenLog log, Metadata metadata) {
        this.log = log;
        this.metadata = metadata;
    }

    /** Describes the log with the markers of one of its streams. */
    LogInformation ofStream(OpenStream stream) {
        return information(
                stream.reserved(),
                stream.source().base(),
                stream.source().next(),
                stream.lastInActiveRegion(),
                stream.source().durable(),
                OpenStream.lsnUnlessNone(stream.restartLsn()));
    }

    /** Describes the physical log. */
    LogInformation physical() {
        return information(
                log.reserved(), log.oldestBase(), log.end(), Optional.empty(), log.durable(), Optional.empty());
    }

    private LogInformation information(
            long reserved, long base, long next, Optional<Lsn> last, long durable, Optional<Lsn> restart) {
        ContainerTable table = log.table();
        long tailContainer = Place.container(log.blocks().tail());
        return new LogInformation(
                metadata.identity(),
                metadata.kind(),
                metadata.sectorSize(),
                table.count() * table.containerSize(),
                log.available(),
                reserved,
                BaseLogFile.SIZE,
                table.containerSize(),
                table.count(),
                table.freeCount(tailContainer, Place.container(log.end())),
                log.streams().size(),
                attributes(),
                log.flushThreshold(),
                OpenStream.lsnUnlessNone(log.archiveTail()),
                Lsn.of(base),
                Lsn.of(next),
                last,
                Lsn.of(durable),
                restart,
                metadata.epoch());
    }

    private Set<LogAttribute> attributes() {
        Set<LogAttribute> attributes = EnumSet.noneOf(LogAttribute.class);
        if (metadata.kind() == LogKind.DEDICATED) {
            attributes.add(LogAttribute.DEDICATED);
        }
        if (log.archiveTail() != Place.NONE) {
            attributes.add(LogAttribute.ARCHIVE);
        }
        if (!log.writable()) {
            attributes.add(LogAttribute.READONLY);
        }
        return attributes;
    }
}
