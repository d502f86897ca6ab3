package org.clfs4j.itests;

import java.util.Random;

/** The one number that a random test depends on: another one each time, printed, and settable to repeat a run. */
public final class Seed {

    /** The system property that sets it. */
    public static final String PROPERTY = "clfs4j.seed";

    private Seed() {}

    /** Chooses the seed of a test and prints how to choose the same again. */
    public static long of(Class<?> test) {
        long seed = Long.getLong(PROPERTY, new Random().nextInt(1_000_000));
        System.out.println(test.getSimpleName() + ": seed " + seed + "; repeat with -Dit.test=" + test.getSimpleName()
                + " -D" + PROPERTY + "=" + seed);
        return seed;
    }
}
