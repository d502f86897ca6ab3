package org.clfs4j.cli.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * One record as it was read.
 *
 * @threading immutable, but for the position and limit of the buffer
 * @param lsn its LSN
 * @param type who it is for
 * @param previous its link to the preceding record of its chain, or {@link Lsn#INVALID}
 * @param undoNext its link to the record to undo next, or {@link Lsn#INVALID}
 * @param payload its bytes, valid until the next record is read
 */
public record RecordView(Lsn lsn, RecordType type, Lsn previous, Lsn undoNext, ByteBuffer payload) {

    /** The links that are set, as people read them. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        if (!previous.isInvalid()) {
            links.add("previous " + previous);
        }
        if (!undoNext.isInvalid()) {
            links.add("undo next " + undoNext);
        }
        return links;
    }
}
