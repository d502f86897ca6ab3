package org.clfs4j.testkit.explore;

import org.clfs4j.testkit.sim.Fault;
import org.clfs4j.testkit.sim.FaultPlan;
import org.clfs4j.testkit.sim.SimCall;
import org.clfs4j.testkit.sim.SimCall.Kind;

/** A plan of faults that tells whether any has happened, for then, and only then, calls may fail. */
final class CountedFaults implements FaultPlan {

    private final FaultPlan plan;
    private int happened;

    CountedFaults(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    public Fault fault(SimCall call) {
        Fault fault = plan.fault(call);
        boolean harmless = fault == Fault.SHORT && call.kind() == Kind.WRITE;
        if (fault != Fault.NONE && !harmless) {
            happened++;
        }
        return fault;
    }

    boolean happened() {
        return happened > 0;
    }
}
