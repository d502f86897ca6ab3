package org.clfs4j.core.baselog;

import java.util.List;
import java.util.UUID;
import org.clfs4j.LogKind;

/**
 * What a log knows about itself, at one moment.
 *
 * @threading immutable
 * @param dumpCount how many times metadata was written; the greater one is the newer
 * @param identity the log's UUID
 * @param createdMillis when it was created
 * @param epoch how many times it was opened for writing
 * @param sectorSize bytes
 * @param kind dedicated or multiplexed
 * @param closed whether the log was closed in order, so that it ends at {@code durableUpTo}
 * @param containerSize bytes of each container behind its header; 0 if there is none
 * @param durableUpTo a place below which everything is durable
 * @param durableChecksum the checksum of the block that ends there; 0 if there is none
 * @param containers by physical id
 * @param streams by stream id
 */
public record Metadata(
        long dumpCount,
        UUID identity,
        long createdMillis,
        long epoch,
        int sectorSize,
        LogKind kind,
        boolean closed,
        long containerSize,
        long durableUpTo,
        int durableChecksum,
        List<ContainerEntry> containers,
        List<StreamEntry> streams) {

    /** Copies the lists. */
    public Metadata {
        containers = List.copyOf(containers);
        streams = List.copyOf(streams);
    }

    /**
     * A container, as the metadata knows it.
     *
     * @param physicalId its number, fixed for life
     * @param logicalId the container id in the LSNs of its blocks, or {@link #NEVER_USED}
     * @param fileName the file's name in the log's directory
     */
    public record ContainerEntry(int physicalId, long logicalId, String fileName) {
        /** Stands for a container that has held no block yet. */
        public static final long NEVER_USED = -1L;
    }

    /**
     * A stream, as the metadata knows it.
     *
     * @param id its number
     * @param baseLsn the oldest record still needed
     * @param restartLsn the newest restart area, or {@link org.clfs4j.Lsn#INVALID}'s bits
     * @param archiveTail the oldest record not archived, or {@link org.clfs4j.Lsn#INVALID}'s bits if the log is ephemeral
     * @param name the stream's name; empty in a dedicated log
     */
    public record StreamEntry(int id, long baseLsn, long restartLsn, long archiveTail, String name) {}
}
