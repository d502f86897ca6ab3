package org.clfs4j.core.marshal;

import java.util.Arrays;

/**
 * Numbers of bytes in ascending order, some of them more than once.
 *
 * @threading not thread-safe
 */
final class Charges {

    private int[] sorted = new int[8];
    private int size;
    private long sum;

    int size() {
        return size;
    }

    /** Returns all of them together. */
    long sum() {
        return sum;
    }

    /** Returns the greatest, or 0 if there is none. */
    int largest() {
        return size == 0 ? 0 : sorted[size - 1];
    }

    void add(int bytes) {
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, 2 * size);
        }
        int at = indexFrom(bytes);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = bytes;
        size++;
        sum += bytes;
    }

    /** Removes one that is there. */
    void remove(int bytes) {
        int at = indexFrom(bytes);
        if (at == size || sorted[at] != bytes) {
            throw new IllegalStateException("no charge of " + bytes + " bytes");
        }
        size--;
        System.arraycopy(sorted, at + 1, sorted, at, size - at);
        sum -= bytes;
    }

    boolean contains(int bytes) {
        int at = indexFrom(bytes);
        return at < size && sorted[at] == bytes;
    }

    /** Returns the smallest that is not smaller than a number, or 0 if there is none. */
    int atLeast(int bytes) {
        int at = indexFrom(bytes);
        return at < size ? sorted[at] : 0;
    }

    /** Returns the one nearest to a number, the greater of two that are equally near; there must be one. */
    int closest(int bytes) {
        int at = indexFrom(bytes);
        if (at == size) {
            return sorted[size - 1];
        }
        boolean smallerIsNearer = at > 0 && bytes - sorted[at - 1] < sorted[at] - bytes;
        return smallerIsNearer ? sorted[at - 1] : sorted[at];
    }

    void clear() {
        size = 0;
        sum = 0;
    }

    /** Returns the index of the first that is not smaller than a number. */
    private int indexFrom(int bytes) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < bytes) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
