package org.clfs4j.core.format;

/** Rounding to powers of two. */
public final class Sectors {

    private Sectors() {}

    /** Rounds up to a multiple of a power of two. */
    public static int roundUp(int value, int powerOfTwo) {
        return value + powerOfTwo - 1 & -powerOfTwo;
    }

    /** Rounds up to a multiple of a power of two. */
    public static long roundUp(long value, long powerOfTwo) {
        return value + powerOfTwo - 1 & -powerOfTwo;
    }
}
