package org.clfs4j.cli.bench;

import java.io.IOException;
import java.time.Duration;

/** One side of a comparison. */
@FunctionalInterface
interface Contender {

    /**
     * Works for a while.
     *
     * @param time how long
     * @return how much it did in a second
     */
    double measure(Duration time) throws IOException, InterruptedException;
}
