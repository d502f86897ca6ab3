package org.clfs4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs a randomised test with several seeds: some that are always the same and one that is new each time.
 *
 * <p>A failure names its seed; {@code -Dclfs4j.seed=N} runs that one alone.
 */
final class Seeds {

    static final String PROPERTY = "clfs4j.seed";

    private Seeds() {}

    interface Body {
        void run(long seed, Random random) throws Exception;
    }

    static void forEach(int count, Body body) {
        for (long seed : seeds(count)) {
            try {
                body.run(seed, new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("Failed with seed " + seed + "; repeat with -D" + PROPERTY + "=" + seed, e);
            }
        }
    }

    private static List<Long> seeds(int count) {
        Long given = Long.getLong(PROPERTY);
        if (given != null) {
            return List.of(given);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed < count; seed++) {
            seeds.add(seed);
        }
        seeds.add(new Random().nextLong());
        return seeds;
    }
}
