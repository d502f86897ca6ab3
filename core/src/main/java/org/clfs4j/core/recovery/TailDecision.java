package org.clfs4j.core.recovery;

import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.container.BlockChain.Step;

/**
 * How a log ends: the rows of the table "Tail" in {@code docs/recovery.md}, first match wins.
 *
 * <p>F is the first place that does not continue the chain of blocks.
 */
public enum TailDecision {
    /** T1: the log was closed in order, and F is where it was closed. */
    CLOSED_HERE(Outcome.CLOSED),

    /** T2: the metadata says that F was durable. */
    LOSS_BY_METADATA(Outcome.DATA_LOSS),

    /** T3: a later intact block says that F was durable. */
    LOSS_BY_LATER_BLOCK(Outcome.DATA_LOSS),

    /** T4: the block that belongs at F is there, but not whole; nobody was told that it was durable. */
    TORN(Outcome.TORN_TAIL),

    /** T5: nothing is at F, but a later block of the last opening is there: F was in flight with it and was lost. */
    REORDERED(Outcome.TORN_TAIL),

    /** T6: nothing of the last opening is at F or behind it. */
    END(Outcome.END_OF_LOG);

    private final Outcome outcome;

    TailDecision(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns what the report says. */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Decides.
     *
     * @param closedHere the metadata says that the log was closed with its end at F
     * @param belowDurable F lies below the durable LSN of the metadata
     * @param claimed a later intact block says that F was durable
     * @param step what is at F; never {@link Step#BLOCK}
     * @param laterBlock a later intact block of the last opening is there
     */
    static TailDecision of(
            boolean closedHere, boolean belowDurable, boolean claimed, Step step, boolean laterBlock) {
        if (step == Step.BLOCK) {
            throw new IllegalArgumentException("the chain goes on at F");
        }
        if (belowDurable) {
            return LOSS_BY_METADATA;
        }
        if (claimed) {
            return LOSS_BY_LATER_BLOCK;
        }
        if (closedHere) {
            return CLOSED_HERE;
        }
        if (step == Step.BROKEN || step == Step.TOO_LARGE) {
            return TORN;
        }
        return laterBlock ? REORDERED : END;
    }
}
