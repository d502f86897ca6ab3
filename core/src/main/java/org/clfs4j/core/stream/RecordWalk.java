package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;

/**
 * Collects from the records of a stream's blocks what only they say: the newest restart area, its base, the youngest record.
 *
 * @threading not thread-safe
 */
public final class RecordWalk {

    /** Creates a walk that has seen nothing. */
    public RecordWalk() {}


    private long restartLsn = Place.NONE;
    private long newBase = Place.NONE;
    private long lastRecord = Place.NONE;

    /**
     * Takes the next block.
     *
     * @param count how many of its first records belong to the stream
     */
    public void block(ByteBuffer bytes, int block, int count) {
        long lsn = BlockFormat.lsn(bytes, block);
        int record = block + BlockFormat.HEADER_LENGTH;
        for (int number = 0; number < count; number++) {
            int type = RecordFormat.type(bytes, record);
            if (type != RecordFormat.TYPE_ABORTED) {
                lastRecord = lsn + number;
            }
            if (type == RecordFormat.TYPE_RESTART) {
                restartLsn = lsn + number;
                long base = RecordFormat.link(bytes, record, RecordFormat.FLAG_NEW_BASE);
                if (base != Place.NONE) {
                    newBase = base;
                }
            }
            record += RecordFormat.length(
                    RecordFormat.flags(bytes, record), RecordFormat.payloadLength(bytes, record));
        }
    }

    /** Returns the newest restart area, or {@link Place#NONE}. */
    public long restartLsn() {
        return restartLsn;
    }

    /** Returns the newest base that a restart area brought, or {@link Place#NONE}. */
    public long newBase() {
        return newBase;
    }

    /** Returns the youngest record, or {@link Place#NONE}. */
    public long lastRecord() {
        return lastRecord;
    }
}
