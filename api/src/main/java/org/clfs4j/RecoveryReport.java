package org.clfs4j;

import java.util.List;
import java.util.Optional;

/**
 * What was found when a log was opened.
 *
 * @threading immutable
 * @param outcome how the log ended
 * @param endLsn the exclusive end of the log
 * @param torn the block that the log ends before because it was not written whole; only with
 *     {@link Outcome#TORN_TAIL}
 * @param damage acknowledged records that are damaged where recovery read; not empty only with
 *     {@link Outcome#DATA_LOSS}
 * @param notes one sentence each for what is worth knowing but harmed nothing, such as a metadata copy that was rebuilt
 * @param bytesRead how much of the containers recovery read
 * @param nanos how long it took
 */
public record RecoveryReport(
        Outcome outcome,
        Lsn endLsn,
        Optional<Damage> torn,
        List<Damage> damage,
        List<String> notes,
        long bytesRead,
        long nanos) {

    /** Copies the lists. */
    public RecoveryReport {
        damage = List.copyOf(damage);
        notes = List.copyOf(notes);
    }

    /**
     * How a log ended.
     *
     * @threading immutable
     */
    public enum Outcome {
        /** The log was created by this opening. */
        CREATED,

        /** The log was closed in order. */
        CLOSED,

        /** The log was not closed in order; it ends after its last block, and nothing of a further one is there. */
        END_OF_LOG,

        /** The log was not closed in order; a block at its end was not written whole and never acknowledged. */
        TORN_TAIL,

        /** Acknowledged records are damaged; nothing was cut. */
        DATA_LOSS
    }
}
