package org.clfs4j.testkit.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one file, of a fixed size. Pages are shared between forks until one of them writes; zeros cost nothing.
 *
 * @threading not thread-safe; forks may be used by different threads
 */
final class SparseBytes {

    private static final int PAGE = 4096;
    private static final byte[] ZEROS = new byte[PAGE];

    private final long size;
    private byte[][] pages;

    /** Which pages belong to this object alone; {@code null} while even the array of pages is shared. */
    private boolean[] own;

    /** Creates zeros. */
    SparseBytes(long size) {
        this.size = size;
        int count = Math.toIntExact((size + PAGE - 1) / PAGE);
        pages = new byte[count][];
        Arrays.fill(pages, ZEROS);
        own = new boolean[count];
    }

    private SparseBytes(long size, byte[][] pages) {
        this.size = size;
        this.pages = pages;
    }

    long size() {
        return size;
    }

    /** Returns the same bytes, to be changed independently of this object's. */
    SparseBytes fork() {
        own = null;
        return new SparseBytes(size, pages);
    }

    /** Returns the same bytes cut off, or followed by zeros. */
    SparseBytes resized(long newSize) {
        SparseBytes result = new SparseBytes(newSize);
        own = null;
        System.arraycopy(pages, 0, result.pages, 0, Math.min(pages.length, result.pages.length));
        result.own = null;
        if (newSize < size && newSize % PAGE != 0) {
            int used = (int) (newSize % PAGE);
            byte[] last = result.writablePage(result.pages.length - 1, false);
            Arrays.fill(last, used, PAGE, (byte) 0);
        }
        return result;
    }

    /** Reads until the buffer or the bytes end and returns how many that were. */
    int read(ByteBuffer target, long position) {
        int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
        long at = position;
        int left = length;
        while (left > 0) {
            int offset = (int) (at % PAGE);
            int piece = Math.min(left, PAGE - offset);
            target.put(pages[(int) (at / PAGE)], offset, piece);
            at += piece;
            left -= piece;
        }
        return length;
    }

    /** Writes; what lies beyond the end is left out. */
    void write(byte[] source, int from, int length, long position) {
        long at = position;
        int index = from;
        int left = (int) Math.max(0, Math.min(length, size - position));
        while (left > 0) {
            int offset = (int) (at % PAGE);
            int piece = Math.min(left, PAGE - offset);
            System.arraycopy(source, index, writablePage((int) (at / PAGE), piece == PAGE), offset, piece);
            at += piece;
            index += piece;
            left -= piece;
        }
    }

    private byte[] writablePage(int index, boolean overwritten) {
        if (own == null) {
            pages = pages.clone();
            own = new boolean[pages.length];
        }
        if (!own[index]) {
            pages[index] = overwritten ? new byte[PAGE] : pages[index].clone();
            own[index] = true;
        }
        return pages[index];
    }
}
