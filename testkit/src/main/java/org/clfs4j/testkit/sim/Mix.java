package org.clfs4j.testkit.sim;

/**
 * Mixes numbers so that seeds of many things can be made from one, in any order of asking.
 *
 * @threading safe for concurrent use
 */
public final class Mix {

    private Mix() {}

    /**
     * Returns 64 bits that look unrelated to the arguments and are always the same for them.
     *
     * @param seed the seed
     * @param number which of the seed's numbers
     * @return the bits
     */
    public static long of(long seed, long number) {
        long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /**
     * Returns a number from 0 to a bound.
     *
     * @param bound exclusive, greater than 0
     * @param seed the seed
     * @param number which of the seed's numbers
     * @return the number
     */
    public static int below(int bound, long seed, long number) {
        return (int) Long.remainderUnsigned(of(seed, number), bound);
    }
}
