package org.clfs4j.inspect;

import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * The header of one record.
 *
 * @threading immutable
 * @param lsn its LSN
 * @param type its type; empty if it was claimed and then aborted, so that no reader sees it
 * @param offset its header's offset in the block, in bytes
 * @param length bytes of payload
 * @param previous the link to the preceding record of its chain, or {@link Lsn#INVALID}
 * @param undoNext the link to the record to undo next, or {@link Lsn#INVALID}
 */
public record RecordHeader(
        Lsn lsn, Optional<RecordType> type, int offset, int length, Lsn previous, Lsn undoNext) {}
