package org.clfs4j.core;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.LogAttribute;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.TailHolder;
import org.clfs4j.TailHolder.Kind;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;

/**
 * What is told of an open log: its information for users, and what holds its tail.
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
                log.reserved(), log.blocks().tail(), log.end(), Optional.empty(), log.durable(), Optional.empty());
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

    /** Tells what keeps the oldest container in use. */
    Optional<TailHolder> tailHolder() {
        Optional<TailHolder> holder = Optional.empty();
        long oldest = log.end();
        for (OpenStream stream : log.streams()) {
            long place = stream.basePlace();
            if (place != Place.NONE && Place.less(Place.block(place), oldest)) {
                oldest = Place.block(place);
                holder = Optional.of(new TailHolder(
                        Kind.STREAM_BASE,
                        stream.name(),
                        Lsn.of(stream.source().base()),
                        Lsn.of(oldest),
                        bytesFrom(oldest)));
            }
        }
        long archiveTail = log.archiveTail();
        if (archiveTail != Place.NONE && Place.less(archiveTail, oldest)) {
            Lsn tail = Lsn.of(archiveTail);
            holder = Optional.of(new TailHolder(Kind.ARCHIVE_TAIL, "", tail, tail, bytesFrom(archiveTail)));
        }
        if (holder.isEmpty() && log.reserved() > 0) {
            holder = Optional.of(
                    new TailHolder(Kind.RESERVATIONS, "", Lsn.INVALID, Lsn.INVALID, log.reserved()));
        }
        return holder;
    }

    private long bytesFrom(long place) {
        long containers = Place.container(log.end()) - Place.container(place);
        return containers * log.table().containerSize() + Place.offset(log.end()) - Place.offset(place);
    }
}
