package org.clfs4j.core.stream;

import java.util.Arrays;
import org.clfs4j.core.format.Place;

/**
 * Where the blocks of one stream lie in a log that has many: a place for each block's LSN, both ascending.
 *
 * @threading safe for concurrent use
 */
public final class BlockIndex {

    private static final int INITIAL_CAPACITY = 64;

    private long[] lsns = new long[INITIAL_CAPACITY];
    private long[] places = new long[INITIAL_CAPACITY];
    private int first;
    private int end;

    /** A bound behind the youngest block that was forgotten. */
    private long forgottenBelow;

    /** Creates an empty index. */
    public BlockIndex() {}

    /** Adds the stream's next block; nothing if it is there already. */
    public synchronized void add(long lsn, long place) {
        if (end > first && !Place.less(lsns[end - 1], lsn)) {
            return;
        }
        if (end == lsns.length) {
            makeRoom();
        }
        lsns[end] = lsn;
        places[end] = place;
        end++;
    }

    private void makeRoom() {
        int size = end - first;
        int capacity = size > lsns.length / 2 ? 2 * lsns.length : lsns.length;
        lsns = moved(lsns, capacity);
        places = moved(places, capacity);
        first = 0;
        end = size;
    }

    private long[] moved(long[] from, int capacity) {
        return Arrays.copyOf(Arrays.copyOfRange(from, first, end), capacity);
    }

    /** Forgets the blocks below a place, whose containers are used again. */
    public synchronized void dropBelow(long place) {
        while (first < end && Place.less(places[first], place)) {
            forgottenBelow = Place.max(forgottenBelow, lsns[first] + 1);
            first++;
        }
    }

    /** There were blocks below an LSN, which are not known and whose containers are used again. */
    public synchronized void missedBelow(long lsn) {
        forgottenBelow = Place.max(forgottenBelow, lsn);
    }

    /** Tells whether a block at or behind an LSN was forgotten. */
    public synchronized boolean hasForgottenFrom(long lsn) {
        return Place.less(lsn, forgottenBelow);
    }

    /** Returns the place of the block with an LSN, or {@link Place#NONE} if no block begins there. */
    public synchronized long placeOf(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at < end && lsns[at] == lsn ? places[at] : Place.NONE;
    }

    /** Returns the LSN of the first block at or behind an LSN, or {@link Place#NONE}. */
    public synchronized long blockFrom(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at < end ? lsns[at] : Place.NONE;
    }

    /** Returns the place of the first block at or behind an LSN, or {@link Place#NONE}. */
    public synchronized long placeFrom(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at < end ? places[at] : Place.NONE;
    }

    /** Returns the LSN of the first block at or behind a place, or {@link Place#NONE}. */
    public synchronized long lsnFrom(long place) {
        int at = indexFrom(places, place);
        return at < end ? lsns[at] : Place.NONE;
    }

    /** Returns the LSN of the oldest block that is known, or {@link Place#NONE}. */
    public synchronized long oldest() {
        return first < end ? lsns[first] : Place.NONE;
    }

    /** Returns the LSN of the youngest block that is known, or {@link Place#NONE}. */
    public synchronized long youngest() {
        return first < end ? lsns[end - 1] : Place.NONE;
    }

    /** Returns the place of the youngest block that is known, or {@link Place#NONE}. */
    public synchronized long youngestPlace() {
        return first < end ? places[end - 1] : Place.NONE;
    }

    /** Returns how many blocks are known. */
    public synchronized int size() {
        return end - first;
    }

    private int indexFrom(long[] ascending, long wanted) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Place.less(ascending[middle], wanted)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
