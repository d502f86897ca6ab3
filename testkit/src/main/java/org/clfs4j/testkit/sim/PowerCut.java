package org.clfs4j.testkit.sim;

/**
 * Decides what survives of everything that was not forced when the power failed.
 *
 * <p>Things are numbered from 0 in the order in which they were done.
 *
 * @threading not thread-safe
 */
public interface PowerCut {

    /** Bytes that a disk writes wholly or not at all, unless the cut says otherwise. */
    int SECTOR = 512;

    /** What became of one thing. */
    enum Fate {
        /** As if it had never been done. */
        LOST,
        /** As if it had been forced. */
        KEPT,
        /** Some of its sectors survive; a name counts as lost. */
        TORN
    }

    /**
     * Decides the fate of one thing.
     *
     * @param number the thing's number
     * @param what the thing
     * @return its fate
     */
    Fate fate(int number, Unforced what);

    /**
     * Decides what survives of one sector of a torn thing. Of a torn size, the file ends before the first sector that
     * does not survive wholly.
     *
     * @param number the thing's number
     * @param what the thing
     * @param sector the sector's number in the thing, from 0
     * @return how many of the first bytes survive, from 0 to {@link #SECTOR}
     */
    default int survivingBytes(int number, Unforced what, int sector) {
        return 0;
    }

    /**
     * Decides in which order writes reached the disk; where two wrote the same bytes, the later one here is seen.
     *
     * @param count how many things there are
     * @return a permutation of their numbers, or {@code null} for the order in which they were done
     */
    default int[] order(int count) {
        return null;
    }

    /** The cut that takes everything that was not forced. */
    PowerCut LOSE_ALL = (number, what) -> Fate.LOST;

    /** The cut that takes nothing, as when only the process dies. */
    PowerCut KEEP_ALL = (number, what) -> Fate.KEPT;

    /**
     * Keeps chosen things and loses the others, none of them torn.
     *
     * @param numbers bit n is set if thing n is kept; for 64 things at most
     * @return the cut
     */
    static PowerCut keeping(long numbers) {
        return (number, what) -> (numbers >>> number & 1) != 0 ? Fate.KEPT : Fate.LOST;
    }

    /**
     * Decides by a seed, in one of several styles: all or nothing, a prefix, all but one, each for itself, torn by
     * sectors or bytes, in order or out of order.
     *
     * @param seed the seed
     * @param count how many things there are
     * @return the cut
     */
    static PowerCut seeded(long seed, int count) {
        return new SeededPowerCut(seed, count);
    }
}
