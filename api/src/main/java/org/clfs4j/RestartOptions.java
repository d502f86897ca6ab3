package org.clfs4j;

import java.util.Objects;

/**
 * What the writing of a restart area does besides writing it.
 *
 * @threading immutable; every method that sets a value returns a new object
 * @param newBase the base that takes effect together with the restart area, as in {@link LogStream#advanceBase(Lsn)}, or
 *     {@link Lsn#INVALID} to leave it
 * @param usesReservation whether the restart area takes the place of a record that its area has reserved
 */
public record RestartOptions(Lsn newBase, boolean usesReservation) {

    /** Writes the restart area and no more. */
    public static final RestartOptions NONE = new RestartOptions(Lsn.INVALID, false);

    /** Checks that nothing is missing. */
    public RestartOptions {
        Objects.requireNonNull(newBase, "newBase");
    }

    /**
     * Starts from the options that move the base together with the restart area.
     *
     * @param newBase the new base
     * @return the options
     */
    public static RestartOptions advanceBaseTo(Lsn newBase) {
        return NONE.newBase(newBase);
    }

    /**
     * Sets the base that takes effect together with the restart area.
     *
     * @param newBase the new base, or {@link Lsn#INVALID} to leave it
     * @return the changed options
     */
    public RestartOptions newBase(Lsn newBase) {
        return new RestartOptions(newBase, usesReservation);
    }

    /**
     * Lets the restart area take the place of a record that its area has reserved, so that it cannot fail because the log is
     * full.
     *
     * @return the changed options
     */
    public RestartOptions useReservation() {
        return new RestartOptions(newBase, true);
    }
}
