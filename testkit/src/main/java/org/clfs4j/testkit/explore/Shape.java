package org.clfs4j.testkit.explore;

import java.util.SplittableRandom;

/**
 * The size and manner of one workload.
 *
 * @param multiplexed whether there may be many streams
 * @param sectorSize bytes
 * @param flushThreshold bytes
 * @param containers how many at first
 * @param steps how many calls
 * @param smallestBlock bytes of the smallest marshalling area's blocks
 * @param largestBlock bytes of the largest one's
 * @param faulty whether storage fails now and then
 * @param keeping whether records are given up only when the log is full
 */
record Shape(
        boolean multiplexed,
        int sectorSize,
        int flushThreshold,
        int containers,
        int steps,
        int smallestBlock,
        int largestBlock,
        boolean faulty,
        boolean keeping) {

    private static final int KIB = 1 << 10;

    /** Short workloads find most bugs; a few go round all containers. */
    static Shape of(SplittableRandom random) {
        int kind = random.nextInt(10);
        boolean multiplexed = random.nextBoolean();
        int sectorSize = random.nextInt(8) == 0 ? 4096 : 512;
        boolean faulty = random.nextInt(4) == 0;
        if (kind < 5) {
            return new Shape(multiplexed, sectorSize, 16 * KIB, 2, 1 + random.nextInt(5), 4 * KIB, 16 * KIB, faulty, false);
        }
        if (kind < 9) {
            return new Shape(
                    multiplexed,
                    sectorSize,
                    KIB << random.nextInt(7),
                    2 + random.nextInt(2),
                    10 + random.nextInt(30),
                    4 * KIB,
                    32 * KIB,
                    faulty,
                    false);
        }
        return new Shape(
                multiplexed,
                sectorSize,
                256 * KIB,
                2 + random.nextInt(2),
                60 + random.nextInt(120),
                64 * KIB,
                128 * KIB,
                faulty,
                random.nextBoolean());
    }
}
