package org.clfs4j.testkit;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.clfs4j.testkit.sim.PowerCut;
import org.junit.jupiter.api.Nested;

/** The crash part of the suite, run by the engine over the simulated disk. */
class EngineSimConformanceTest {

    private static final IntFunction<PowerCut> LOSING_ALL = unforced -> PowerCut.LOSE_ALL;

    @Nested
    class Crash extends CrashConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(LOSING_ALL);
        }
    }

    @Nested
    class StorageFailure extends StorageFailureConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(LOSING_ALL);
        }
    }

    @Nested
    class CrashModelLosingAll extends CrashModelConformance {
        @Override
        protected CrashableStorage storage() {
            return new SimCrashableStorage(LOSING_ALL);
        }
    }

    @Nested
    class CrashModelLosingSome extends CrashModelConformance {
        @Override
        protected CrashableStorage storage() {
            SplittableRandom cuts = new SplittableRandom(5); // the same for every seed, so that each can be run alone
            return new SimCrashableStorage(unforced -> PowerCut.seeded(cuts.nextLong(), unforced));
        }
    }
}
