package org.clfs4j.core.baselog;

import java.util.List;
import java.util.UUID;
import org.clfs4j.LogKind;
import org.clfs4j.core.format.Place;

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
 * @param life whether the log is in use
 * @param containerSize bytes of each container behind its header; 0 if there is none
 * @param durableUpTo a place below which everything is durable
 * @param durableChecksum the checksum of the block that ends there; 0 if there is none
 * @param archiveTail the place of the oldest record not archived, or {@link org.clfs4j.core.format.Place#NONE} if the log is
 *     ephemeral
 * @param streamsCreated how many streams were ever created, which is the greatest stream id that was given
 * @param containers by physical id
 * @param streams by stream id
 * @param cuts what truncations have left in blocks that are still there, oldest first
 */
public record Metadata(
        long dumpCount,
        UUID identity,
        long createdMillis,
        long epoch,
        int sectorSize,
        LogKind kind,
        Life life,
        long containerSize,
        long durableUpTo,
        int durableChecksum,
        long archiveTail,
        int streamsCreated,
        List<ContainerEntry> containers,
        List<StreamEntry> streams,
        List<Cut> cuts) {

    /** Copies the lists. */
    public Metadata {
        containers = List.copyOf(containers);
        streams = List.copyOf(streams);
        cuts = List.copyOf(cuts);
    }

    /** Returns what a log begins with; a multiplexed one has no stream yet. */
    public static Metadata first(
            UUID identity, long createdMillis, int sectorSize, LogKind kind, long archiveTail) {
        List<StreamEntry> streams = kind == LogKind.MULTIPLEXED
                ? List.of()
                : List.of(new StreamEntry(DEDICATED_STREAM, 0, Place.NONE, 0, 0, ""));
        return new Metadata(
                FIRST_DUMP,
                identity,
                createdMillis,
                0,
                sectorSize,
                kind,
                Life.CLOSED,
                0,
                0,
                0,
                archiveTail,
                0,
                List.of(),
                streams,
                List.of());
    }

    /** Tells whether the log was closed in order, so that it ends at {@link #durableUpTo}. */
    public boolean closed() {
        return life == Life.CLOSED;
    }

    /** The dump count of the metadata that a log is created with. */
    public static final long FIRST_DUMP = 1;

    /** How many truncations within a block can be remembered at one time. */
    public static final int MAX_CUTS = 1024;

    /** The id of the one stream of a dedicated log. */
    public static final int DEDICATED_STREAM = 0;

    /** Whether a log is in use. */
    public enum Life {
        /** Open for writing, or its writer died. */
        OPEN,

        /** Closed in order. */
        CLOSED,

        /** Its files are being deleted. */
        DELETED
    }

    /**
     * A container, as the metadata knows it.
     *
     * @param physicalId its number, fixed for life
     * @param logicalId the container id in the places of its blocks, or {@link #NEVER_USED}
     * @param removal whether it is to be removed
     * @param fileName the file's name in the log's directory
     */
    public record ContainerEntry(int physicalId, long logicalId, Removal removal, String fileName) {
        /** Stands for a container that has held no block yet. */
        public static final long NEVER_USED = -1L;

        /** Describes a container that stays. */
        public ContainerEntry(int physicalId, long logicalId, String fileName) {
            this(physicalId, logicalId, Removal.NONE, fileName);
        }
    }

    /** How far the removal of a container has got. */
    public enum Removal {
        /** It stays. */
        NONE,

        /** It goes as soon as it holds nothing of the active region. */
        PENDING,

        /** Nothing needs it, and its file is being deleted: it may be gone already. */
        DELETING
    }

    /**
     * A stream, as the metadata knows it.
     *
     * @param id its number
     * @param baseLsn the oldest record still needed
     * @param restartLsn the newest restart area, or {@link org.clfs4j.Lsn#INVALID}'s bits
     * @param nextLsn a bound above every LSN that the stream had given to blocks below {@link Metadata#durableUpTo}
     * @param resets how many times it was reset
     * @param name the stream's name; empty in a dedicated log
     */
    public record StreamEntry(int id, long baseLsn, long restartLsn, long nextLsn, int resets, String name) {}

    /**
     * Records of a block that a truncation has taken out of the log.
     *
     * @param from the LSN of the first of them
     * @param upTo where the block ends
     */
    public record Cut(long from, long upTo) {}
}
