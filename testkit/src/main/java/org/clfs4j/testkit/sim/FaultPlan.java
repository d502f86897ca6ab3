package org.clfs4j.testkit.sim;

import org.clfs4j.testkit.sim.SimCall.Kind;

/**
 * Says which calls of simulated storage go wrong, and how.
 *
 * @threading called under the storage's lock
 */
@FunctionalInterface
public interface FaultPlan {

    /** No faults. */
    FaultPlan NONE = call -> Fault.NONE;

    /**
     * Decides about one call.
     *
     * @param call the call
     * @return what goes wrong with it
     */
    Fault fault(SimCall call);

    /**
     * Fails one changing call.
     *
     * @param number the call's number among those that change the disk
     * @param fault what goes wrong
     * @return the plan
     */
    static FaultPlan once(int number, Fault fault) {
        return call -> call.kind().changes() && call.number() == number ? fault : Fault.NONE;
    }

    /**
     * Fails all calls of one kind.
     *
     * @param kind the kind
     * @param fault what goes wrong
     * @return the plan
     */
    static FaultPlan always(Kind kind, Fault fault) {
        return call -> call.kind() == kind ? fault : Fault.NONE;
    }
}
