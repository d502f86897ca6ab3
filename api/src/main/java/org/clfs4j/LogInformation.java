package org.clfs4j;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A log's sizes, markers and identity at one moment.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_information">CLS_INFORMATION</a>,
 * with the exclusive bounds named as such.
 *
 * @threading immutable
 * @param identity the log's own UUID
 * @param kind dedicated or multiplexed
 * @param sectorSize bytes
 * @param totalAvailable bytes of all containers
 * @param currentAvailable bytes that can be appended before the log is full, block headers and padding included
 * @param totalReservation bytes that are reserved: by the areas of the stream that the log was opened as, or by all
 * @param baseFileSize bytes of the base log file
 * @param containerSize bytes of one container; 0 if there is none
 * @param totalContainers how many containers there are
 * @param freeContainers how many of them hold nothing of the active region
 * @param totalStreams how many streams there are (<i>TotalClients</i>)
 * @param attributes the log's properties
 * @param flushThreshold bytes in the flush queue above which a flush starts in the background
 * @param archiveTail the place of the oldest record not archived (<i>MinArchiveTailLsn</i>); empty if the log is ephemeral
 * @param baseLsn the oldest record still needed
 * @param nextLsn the exclusive end of the active region
 * @param lastRecordLsn the youngest record; empty if there is none
 * @param flushedUpTo the exclusive bound below which every record is durable
 * @param restartLsn the newest restart area; empty if there is none
 * @param epoch how many times the log was opened for writing
 */
public record LogInformation(
        UUID identity,
        LogKind kind,
        int sectorSize,
        long totalAvailable,
        long currentAvailable,
        long totalReservation,
        long baseFileSize,
        long containerSize,
        int totalContainers,
        int freeContainers,
        int totalStreams,
        Set<LogAttribute> attributes,
        int flushThreshold,
        Optional<Lsn> archiveTail,
        Lsn baseLsn,
        Lsn nextLsn,
        Optional<Lsn> lastRecordLsn,
        Lsn flushedUpTo,
        Optional<Lsn> restartLsn,
        long epoch) {

    /** Copies the set. */
    public LogInformation {
        attributes = Set.copyOf(attributes);
    }
}
