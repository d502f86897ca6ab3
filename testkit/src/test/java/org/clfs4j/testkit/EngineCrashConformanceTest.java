package org.clfs4j.testkit;

/** The crash part of the suite, run by the engine over storage that forgets. */
class EngineCrashConformanceTest extends CrashConformance {

    @Override
    protected CrashableStorage storage() {
        return new MemoryStorage();
    }
}
