package org.clfs4j.testkit;

import org.junit.jupiter.api.Nested;

/** The crash part of the suite, run by the engine over storage that forgets. */
class EngineCrashConformanceTest {

    @Nested
    class Crash extends CrashConformance {
        @Override
        protected CrashableStorage storage() {
            return new MemoryStorage();
        }
    }

    @Nested
    class CrashModel extends CrashModelConformance {
        @Override
        protected CrashableStorage storage() {
            return new MemoryStorage();
        }
    }
}
