package org.clfs4j;

import java.util.Objects;

/**
 * What an append does besides appending.
 *
 * <pre>
 *   Append.NONE                                appended: only the area itself can read the record
 *   Append.FORCE_APPEND                        queued: has its place in the log, every area can read it
 *   Append.FORCE_FLUSH                         flushed: durable when the call returns
 *   Append.FORCE_FLUSH.previous(a).undoNext(b) also linked to older records
 *   Append.FORCE_FLUSH.useReservation()        also into room that was reserved before
 * </pre>
 *
 * <p>Source: the flags and links of <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreserveandappendlog">ClfsReserveAndAppendLog</a>.
 *
 * @threading immutable; every method that sets a value returns a new object
 * @param visibility how far the record gets before the call returns
 * @param previous the LSN of the preceding record of the same chain, stored as it is; {@link Lsn#INVALID} for none
 * @param undoNext the LSN of the record to undo next, stored as it is; {@link Lsn#INVALID} for none
 * @param usesReservation whether the record takes the place of one that its area has reserved
 *     (<i>CLFS_FLAG_USE_RESERVATION</i>)
 * @param entryAlignment bytes that the beginning of each piece of a gathered record is a multiple of, counted from the beginning
 *     of the record; 1 for none
 */
public record Append(
        Visibility visibility, Lsn previous, Lsn undoNext, boolean usesReservation, int entryAlignment) {

    /** Checks that nothing is missing. */
    public Append {
        Objects.requireNonNull(visibility, "visibility");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(undoNext, "undoNext");
    }

    /** Append and no more. */
    public static final Append NONE = new Append(Visibility.APPENDED, Lsn.INVALID, Lsn.INVALID, false, 1);

    /** Append and put the block into the flush queue (<i>CLFS_FLAG_FORCE_APPEND</i>). */
    public static final Append FORCE_APPEND = new Append(Visibility.QUEUED, Lsn.INVALID, Lsn.INVALID, false, 1);

    /** Append and force the block to stable storage (<i>CLFS_FLAG_FORCE_FLUSH</i>). */
    public static final Append FORCE_FLUSH = new Append(Visibility.FLUSHED, Lsn.INVALID, Lsn.INVALID, false, 1);

    /**
     * Links the record to the preceding one of its chain.
     *
     * @param previous the LSN, or {@link Lsn#INVALID} for none
     * @return the changed options
     */
    public Append previous(Lsn previous) {
        return new Append(visibility, previous, undoNext, usesReservation, entryAlignment);
    }

    /**
     * Links the record to the one to undo next.
     *
     * @param undoNext the LSN, or {@link Lsn#INVALID} for none
     * @return the changed options
     */
    public Append undoNext(Lsn undoNext) {
        return new Append(visibility, previous, undoNext, usesReservation, entryAlignment);
    }

    /**
     * Lets the record take the place of one that its area has reserved, so that it cannot fail because the log is full. The
     * smallest reserved record that is large enough is used.
     *
     * @return the changed options
     */
    public Append useReservation() {
        return new Append(visibility, previous, undoNext, true, entryAlignment);
    }

    /**
     * Lets each piece of a gathered record begin at a multiple of some bytes, with zeros in between.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreserveandappendlogaligned">ClfsReserveAndAppendLogAligned</a>.
     *
     * @param entryAlignment bytes, at least 1; 1 stands for plain concatenation
     * @return the changed options
     */
    public Append entryAlignment(int entryAlignment) {
        return new Append(visibility, previous, undoNext, usesReservation, entryAlignment);
    }

    /**
     * How far a record has got.
     *
     * @threading immutable
     */
    public enum Visibility {
        /** In a block of its area; lost when the process ends. */
        APPENDED,

        /** In the flush queue, with a place in the log; every area can read it; lost when the process ends. */
        QUEUED,

        /** On stable storage; survives everything but damage to the medium. */
        FLUSHED
    }
}
