package org.clfs4j;

/**
 * What keeps the oldest container of a log from being used again, so that its owner can be asked to let go.
 *
 * @threading immutable
 * @param kind what it is
 * @param streamName the stream whose record it is; empty in a dedicated log, and if it is no stream's
 * @param lsn the LSN that is held: of the stream's base record, or the archive tail; {@link Lsn#INVALID} for reservations
 * @param place where that lies: logical container id and block offset; {@link Lsn#INVALID} for reservations
 * @param bytes how much of the log is held, from that place to its end, or how much is reserved
 */
public record TailHolder(Kind kind, String streamName, Lsn lsn, Lsn place, long bytes) {

    /**
     * What can hold the tail.
     *
     * @threading immutable
     */
    public enum Kind {
        /** The base of a stream. */
        STREAM_BASE,

        /** The archive tail. */
        ARCHIVE_TAIL,

        /** Reserved records: the log is not full, but what is left is promised. */
        RESERVATIONS
    }

    /**
     * Writes what holds the tail as part of a sentence.
     *
     * @return who, which record and how much
     */
    @Override
    public String toString() {
        return switch (kind) {
            case STREAM_BASE -> (streamName.isEmpty() ? "the base" : "the base of stream \"" + streamName + "\"") + ", LSN "
                    + lsn + ", holds " + bytes + " bytes";
            case ARCHIVE_TAIL -> "the archive tail, " + lsn + ", holds " + bytes + " bytes";
            case RESERVATIONS -> "reservations hold " + bytes + " bytes";
        };
    }
}
