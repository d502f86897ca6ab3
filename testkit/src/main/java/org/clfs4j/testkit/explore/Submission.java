package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * One record as it was submitted.
 *
 * @param seed what its payload is made from; no two records have the same
 * @param length bytes of payload
 * @param type its type
 * @param lsn its LSN, or {@link #UNKNOWN} as long as nobody has told it
 * @param previous the link that it was given; of a restart area, {@link #UNKNOWN}, for the log gives it
 * @param undoNext the link that it was given
 * @param newBase the base that takes effect with it, or {@link #UNKNOWN}
 * @param durableBefore so many records were acknowledged when it was submitted, and its block says so
 */
record Submission(
        long seed,
        int length,
        RecordType type,
        long lsn,
        long previous,
        long undoNext,
        long newBase,
        int durableBefore) {

    /** Stands for an LSN that is not known, and is greater than any that is. */
    static final long UNKNOWN = Long.MAX_VALUE;

    static Submission data(long seed, int length, Lsn previous, Lsn undoNext) {
        return new Submission(
                seed, length, RecordType.DATA, UNKNOWN, previous.value(), undoNext.value(), UNKNOWN, 0);
    }

    static Submission restart(long seed, int length, long newBase) {
        return new Submission(
                seed, length, RecordType.RESTART, UNKNOWN, UNKNOWN, Lsn.INVALID.value(), newBase, 0);
    }

    Submission at(long known) {
        return new Submission(seed, length, type, known, previous, undoNext, newBase, durableBefore);
    }

    Submission after(int durable) {
        return new Submission(seed, length, type, lsn, previous, undoNext, newBase, durable);
    }

    ByteBuffer payload() {
        return Payload.of(seed, length);
    }

    @Override
    public String toString() {
        return type + " record of " + length + " bytes" + (lsn == UNKNOWN ? "" : " at LSN " + Lsn.of(lsn));
    }
}
