package org.clfs4j.testkit.explore;

import org.clfs4j.LogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.testkit.sim.SimClock;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimExecutor;
import org.clfs4j.testkit.sim.SimRandom;
import org.clfs4j.testkit.sim.SimStorage;

/**
 * A process with what is explored in it and its surroundings: storage over a disk that others may have mounted too, a clock,
 * an executor, identities.
 *
 * @threading not thread-safe
 */
final class SimProcess {

    private static final long EPOCH_MILLIS = 1_700_000_000_000L;

    final SimStorage storage;
    final SimExecutor executor = new SimExecutor();
    final LogProvider provider;

    SimProcess(Subject subject, SimDisk disk, long seed) {
        storage = new SimStorage(disk);
        Environment environment = new Environment(
                path -> subject.disguise().apply(storage),
                new SimClock(EPOCH_MILLIS),
                new SimRandom(seed),
                () -> executor);
        provider = subject.provider().apply(environment);
    }

    /** Throws if storage was used as it must not be. */
    void checkStrictness() {
        if (!storage.violations().isEmpty()) {
            throw new Violation("storage was misused: " + storage.violations());
        }
    }
}
