package org.clfs4j.core.baselog;

import org.clfs4j.core.baselog.SlotReading.State;

/**
 * Which slot of the base log file to believe: the rows of the table "Base log file" in {@code docs/recovery.md}.
 */
public enum SlotChoice {
    /** M1: both are intact; the one with the greater dump count is the newer. */
    NEWER_OF_BOTH,

    /** M2: one is intact and the other was never written: a log whose metadata was written once. */
    ONLY_ONE_WRITTEN,

    /** M3: one is intact and the other is damaged; the damaged one may have been the newer. */
    ONE_DAMAGED,

    /** M4: one is of a version not known here, so the log belongs to a newer clfs4j. */
    NEWER_VERSION,

    /** M5: both are empty: a log whose creation was not finished, or not a log. */
    NOTHING_WRITTEN,

    /** M6: no slot can be believed. */
    BOTH_DAMAGED;

    /** Decides from the verdicts on the two slots. */
    static SlotChoice of(State first, State second) {
        if (first == State.NEWER || second == State.NEWER) {
            return NEWER_VERSION;
        }
        if (first == State.INTACT && second == State.INTACT) {
            return NEWER_OF_BOTH;
        }
        if (first == State.INTACT || second == State.INTACT) {
            return first == State.EMPTY || second == State.EMPTY ? ONLY_ONE_WRITTEN : ONE_DAMAGED;
        }
        return first == State.EMPTY && second == State.EMPTY ? NOTHING_WRITTEN : BOTH_DAMAGED;
    }
}
