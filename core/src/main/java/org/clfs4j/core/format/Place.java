package org.clfs4j.core.format;

import org.clfs4j.Lsn;

/**
 * Arithmetic on places and LSNs as bare 64-bit numbers, for paths that must not create objects.
 *
 * <p>A place is an LSN with record number 0: logical container id and block offset.
 */
public final class Place {

    /** No place. */
    public static final long NONE = 0xFFFF_FFFF_0000_0000L;

    private static final int CONTAINER_SHIFT = 32;
    private static final long OFFSET_MASK = 0xFFFF_FE00L;
    private static final long RECORD_MASK = 0x1FFL;

    private Place() {}

    /** Composes a place. */
    public static long of(long container, long offset) {
        return container << CONTAINER_SHIFT | offset;
    }

    /** Returns the logical container id. */
    public static long container(long lsn) {
        return lsn >>> CONTAINER_SHIFT;
    }

    /** Returns the block offset in the container, in bytes. */
    public static long offset(long lsn) {
        return lsn & OFFSET_MASK;
    }

    /** Returns the record number. */
    public static int record(long lsn) {
        return (int) (lsn & RECORD_MASK);
    }

    /** Returns the place of the block that an LSN points into. */
    public static long block(long lsn) {
        return lsn & ~RECORD_MASK;
    }

    /** Tells whether one LSN is smaller than another. */
    public static boolean less(long one, long other) {
        return Long.compareUnsigned(one, other) < 0;
    }

    /** Returns the smaller of two LSNs. */
    public static long min(long one, long other) {
        return less(one, other) ? one : other;
    }

    /** Returns the greater of two LSNs. */
    public static long max(long one, long other) {
        return less(one, other) ? other : one;
    }

    /** Writes an LSN as people read it. */
    public static String text(long lsn) {
        return Lsn.of(lsn).toString();
    }
}
