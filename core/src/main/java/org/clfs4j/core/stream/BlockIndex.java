package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;

/**
 * Where the blocks of one stream lie in a log that has many: a place for each block's LSN, both ascending.
 *
 * @threading safe for concurrent use
 */
public final class BlockIndex implements AutoCloseable {

    private static final int INITIAL_CAPACITY = 64;

    private final LogMemory memory;
    private ByteBuffer lsns;
    private ByteBuffer places;
    private int capacity = INITIAL_CAPACITY;
    private int first;
    private int end;

    /** A bound behind the youngest block that was forgotten. */
    private long forgottenBelow;

    /**
     * Creates an empty index.
     *
     * @param memory where it is kept
     */
    public BlockIndex(LogMemory memory) {
        this.memory = memory;
        this.lsns = longs(capacity);
        this.places = longs(capacity);
    }

    private ByteBuffer longs(int count) {
        return memory.table(Math.multiplyExact(count, Long.BYTES));
    }

    private static long get(ByteBuffer longs, int at) {
        return longs.getLong(at * Long.BYTES);
    }

    /** Adds the stream's next block; nothing if it is there already. */
    public synchronized void add(long lsn, long place) {
        if (end > first && !Place.less(get(lsns, end - 1), lsn)) {
            return;
        }
        if (end == capacity) {
            makeRoom();
        }
        lsns.putLong(end * Long.BYTES, lsn);
        places.putLong(end * Long.BYTES, place);
        end++;
    }

    private void makeRoom() {
        int size = end - first;
        if (size > capacity / 2) {
            grow(2 * capacity);
        } else {
            copy(lsns, lsns);
            copy(places, places);
        }
        first = 0;
        end = size;
    }

    private void grow(int larger) {
        ByteBuffer moreLsns = longs(larger);
        ByteBuffer morePlaces = longs(larger);
        copy(lsns, moreLsns);
        copy(places, morePlaces);
        free();
        lsns = moreLsns;
        places = morePlaces;
        capacity = larger;
    }

    private void free() {
        memory.free(lsns);
        memory.free(places);
    }

    private void copy(ByteBuffer from, ByteBuffer to) {
        to.put(0, from, first * Long.BYTES, (end - first) * Long.BYTES);
    }

    /** Forgets the blocks below a place, whose containers are used again. */
    public synchronized void dropBelow(long place) {
        while (first < end && Place.less(get(places, first), place)) {
            forgottenBelow = Place.max(forgottenBelow, get(lsns, first) + 1);
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
        return at < end && get(lsns, at) == lsn ? get(places, at) : Place.NONE;
    }

    /** Returns the LSN of the first block at or behind an LSN, or {@link Place#NONE}. */
    public synchronized long blockFrom(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at < end ? get(lsns, at) : Place.NONE;
    }

    /** Returns the LSN of the last block before an LSN, or {@link Place#NONE}. */
    public synchronized long blockBefore(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at > first ? get(lsns, at - 1) : Place.NONE;
    }

    /** Returns the place of the first block at or behind an LSN, or {@link Place#NONE}. */
    public synchronized long placeFrom(long lsn) {
        int at = indexFrom(lsns, lsn);
        return at < end ? get(places, at) : Place.NONE;
    }

    /** Returns the LSN of the first block at or behind a place, or {@link Place#NONE}. */
    public synchronized long lsnFrom(long place) {
        int at = indexFrom(places, place);
        return at < end ? get(lsns, at) : Place.NONE;
    }

    /** Returns the LSN of the oldest block that is known, or {@link Place#NONE}. */
    public synchronized long oldest() {
        return first < end ? get(lsns, first) : Place.NONE;
    }

    /** Returns the LSN of the youngest block that is known, or {@link Place#NONE}. */
    public synchronized long youngest() {
        return first < end ? get(lsns, end - 1) : Place.NONE;
    }

    /** Returns the place of the youngest block that is known, or {@link Place#NONE}. */
    public synchronized long youngestPlace() {
        return first < end ? get(places, end - 1) : Place.NONE;
    }

    /** Returns how many blocks are known. */
    public synchronized int size() {
        return end - first;
    }

    /** Forgets everything and gives the memory back, because the stream is gone. */
    @Override
    public synchronized void close() {
        first = 0;
        end = 0;
        free();
    }

    private int indexFrom(ByteBuffer ascending, long wanted) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Place.less(get(ascending, middle), wanted)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
