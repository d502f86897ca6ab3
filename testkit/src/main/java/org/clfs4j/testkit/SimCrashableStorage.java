package org.clfs4j.testkit;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.clfs4j.LogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.testkit.sim.Fault;
import org.clfs4j.testkit.sim.FaultPlan;
import org.clfs4j.testkit.sim.PowerCut;
import org.clfs4j.testkit.sim.SimCall.Kind;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimStorage;

/**
 * A provider made of the engine, over the simulated disk, as the crash part of the suite wants it.
 *
 * @threading tests of one instance run one after the other
 */
public final class SimCrashableStorage implements CrashableStorage {

    private static final Path DIRECTORY = Path.of("/sim");

    private final Function<Environment, LogProvider> maker;
    private final IntFunction<PowerCut> cuts;
    private SimStorage storage = new SimStorage(new SimDisk());

    /**
     * Starts with an empty disk.
     *
     * @param maker makes the provider in the surroundings that it gets
     * @param cuts makes each power cut, given how many things it may take away
     */
    public SimCrashableStorage(Function<Environment, LogProvider> maker, IntFunction<PowerCut> cuts) {
        this.maker = maker;
        this.cuts = cuts;
    }

    @Override
    public LogProvider provider() {
        SimStorage mounted = storage;
        return maker.apply(
                new Environment(path -> mounted, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run));
    }

    @Override
    public Path directory() {
        return DIRECTORY;
    }

    @Override
    public void crash() {
        storage.cutPower();
        SimDisk disk = storage.disk();
        storage = new SimStorage(disk.afterPowerCut(cuts.apply(disk.unforcedCount())));
    }

    @Override
    public void failAfter(int operations) {
        storage.cutPowerAfter(storage.changes() + operations);
    }

    @Override
    public void failForces() {
        storage.faults(call -> isForce(call.kind()) ? Fault.ERROR : Fault.NONE);
    }

    private static boolean isForce(Kind kind) {
        return kind == Kind.FORCE || kind == Kind.FORCE_DIRECTORY;
    }

    @Override
    public void failWrites() {
        storage.faults(FaultPlan.always(Kind.WRITE, Fault.PARTIAL));
    }

    @Override
    public void fillUp() {
        storage.capacity(0);
    }

    @Override
    public void heal() {
        storage.faults(FaultPlan.NONE);
        storage.capacity(Long.MAX_VALUE);
    }
}
