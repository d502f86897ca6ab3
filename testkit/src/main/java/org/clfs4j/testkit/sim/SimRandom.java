package org.clfs4j.testkit.sim;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.io.LogRandom;

/**
 * Identities that follow from a seed.
 *
 * @threading safe for concurrent use
 */
public final class SimRandom implements LogRandom {

    private final long seed;
    private final AtomicLong given = new AtomicLong();

    /**
     * Creates a source.
     *
     * @param seed the seed
     */
    public SimRandom(long seed) {
        this.seed = seed;
    }

    @Override
    public UUID newIdentity() {
        long number = given.getAndIncrement();
        return new UUID(Mix.of(seed, 2 * number), Mix.of(seed, 2 * number + 1));
    }
}
