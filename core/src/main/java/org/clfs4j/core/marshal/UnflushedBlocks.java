package org.clfs4j.core.marshal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.clfs4j.core.format.Place;

/**
 * The closed blocks of one stream that are not durable yet, in the order of their places.
 *
 * @threading not thread-safe; guarded by the stream's lock
 */
final class UnflushedBlocks {

    private final ArrayDeque<WriteBlock> blocks = new ArrayDeque<>();

    void add(WriteBlock block) {
        blocks.addLast(block);
    }

    /** Returns the oldest block, or {@code null}. */
    WriteBlock first() {
        return blocks.peekFirst();
    }

    WriteBlock removeFirst() {
        return blocks.removeFirst();
    }

    /** Returns the first block that begins at or behind a place, or {@code null}. */
    WriteBlock from(long place) {
        for (WriteBlock block : blocks) {
            if (!Place.less(block.lsn(), place)) {
                return block;
            }
        }
        return null;
    }

    /** Returns the block that begins at a place, or {@code null}. */
    WriteBlock at(long place) {
        WriteBlock block = from(place);
        return block != null && block.lsn() == place ? block : null;
    }

    /** Returns the last block that begins before a bound, or {@code null}. */
    WriteBlock before(long bound) {
        for (Iterator<WriteBlock> youngest = blocks.descendingIterator(); youngest.hasNext(); ) {
            WriteBlock block = youngest.next();
            if (Place.less(block.lsn(), bound)) {
                return block;
            }
        }
        return null;
    }

    /** Returns the youngest record that was not aborted, or {@link Place#NONE}. */
    long lastLiveRecord() {
        for (Iterator<WriteBlock> youngest = blocks.descendingIterator(); youngest.hasNext(); ) {
            WriteBlock block = youngest.next();
            int live = block.lastLiveRecord(block.recordCount());
            if (live >= 0) {
                return block.lsn() + live;
            }
        }
        return Place.NONE;
    }

    /** Removes and returns the blocks of an area. */
    List<WriteBlock> removeAllOf(Area area) {
        List<WriteBlock> removed = new ArrayList<>();
        for (WriteBlock block : blocks) {
            if (block.area == area) {
                removed.add(block);
            }
        }
        blocks.removeAll(removed);
        return removed;
    }
}
