package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;

/**
 * The records of the loaded block, one after the other.
 *
 * <p>It is before a record, or behind the last one; the record that it has stepped over last can be asked about.
 *
 * @threading not thread-safe
 */
final class BlockRecords {

    private final ByteBuffer memory;
    private long blockLsn = Place.NONE;
    private int index;
    private int count;
    private int next;
    private int nextOffset;
    private int record;

    /** Creates the records of no block. */
    BlockRecords(ByteBuffer memory) {
        this.memory = memory;
    }

    /**
     * Goes before the first record of a block that begins at an index of the memory.
     *
     * @param visible how many of its records belong to the stream
     */
    void load(long lsn, int at, int visible) {
        blockLsn = lsn;
        index = at;
        count = visible;
        rewind();
    }

    private void rewind() {
        next = 0;
        nextOffset = index + BlockFormat.HEADER_LENGTH;
    }

    /** Forgets the block, whose memory is about to be written. */
    void clear() {
        blockLsn = Place.NONE;
        count = 0;
        next = 0;
    }

    /** Returns the LSN of the loaded block, or {@link Place#NONE}. */
    long blockLsn() {
        return blockLsn;
    }

    /** Tells whether there is a next record. */
    boolean hasNext() {
        return next < count;
    }

    /** Returns the number of the next record. */
    int nextNumber() {
        return next;
    }

    /** Returns the LSN of the next record. */
    long nextLsn() {
        return blockLsn + next;
    }

    /** Tells whether the next record is one that was given up. */
    boolean nextAborted() {
        return RecordFormat.type(memory, nextOffset) == RecordFormat.TYPE_ABORTED;
    }

    /** Steps over the next record. */
    void step() {
        record = nextOffset;
        nextOffset += RecordFormat.length(RecordFormat.flags(memory, record), payloadLength());
        next++;
    }

    /** Goes before the record of a number, or behind the last one if there are fewer. */
    void goTo(int number) {
        if (number < next) {
            rewind();
        }
        while (next < number && hasNext()) {
            step();
        }
    }

    /** Returns the LSN of the record stepped over last. */
    long lsn() {
        return blockLsn + next - 1;
    }

    /** Returns the index in the memory of the record stepped over last. */
    int record() {
        return record;
    }

    /** Returns the index in the memory of its payload. */
    int payload() {
        return record + RecordFormat.headerLength(RecordFormat.flags(memory, record));
    }

    private int payloadLength() {
        return RecordFormat.payloadLength(memory, record);
    }

    /** Returns the index in the memory where its payload ends. */
    int payloadEnd() {
        return payload() + payloadLength();
    }

    /** Tells whether it is a restart area. */
    boolean isRestart() {
        return RecordFormat.type(memory, record) == RecordFormat.TYPE_RESTART;
    }

    /** Returns a link of it, or {@link Place#NONE}. */
    long link(int flag) {
        return RecordFormat.link(memory, record, flag);
    }
}
