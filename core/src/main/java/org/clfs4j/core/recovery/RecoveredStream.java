package org.clfs4j.core.recovery;

import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.stream.BlockIndex;
import org.clfs4j.core.stream.StreamState;

/**
 * Where a stream stands after recovery.
 *
 * @param entry what the metadata says of it
 * @param index where its blocks are, or {@code null} in a dedicated log
 * @param base the oldest record still needed
 * @param restartLsn the newest restart area, or {@link org.clfs4j.core.format.Place#NONE}; the base may have passed it
 * @param end the LSN behind its last block
 * @param lastRecord the youngest record's LSN, or {@link org.clfs4j.core.format.Place#NONE} if recovery did not come across it
 */
public record RecoveredStream(
        StreamEntry entry, BlockIndex index, long base, long restartLsn, long end, long lastRecord) {

    /** Returns the markers with which the stream is opened for writing. */
    public StreamState state() {
        return new StreamState(entry, index, base, restartLsn, end);
    }
}
