package org.clfs4j;

/**
 * What an append does besides appending.
 *
 * <pre>
 *   Append.NONE                                appended: only the area itself can read the record
 *   Append.FORCE_APPEND                        queued: has its place in the log, every area can read it
 *   Append.FORCE_FLUSH                         flushed: durable when the call returns
 *   Append.FORCE_FLUSH.previous(a).undoNext(b) also linked to older records
 * </pre>
 *
 * <p>Source: the flags and links of <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreserveandappendlog">ClfsReserveAndAppendLog</a>.
 *
 * @threading immutable; every method that sets a value returns a new object
 * @param visibility how far the record gets before the call returns
 * @param previous the LSN of the preceding record of the same chain, stored as it is; {@link Lsn#INVALID} for none
 * @param undoNext the LSN of the record to undo next, stored as it is; {@link Lsn#INVALID} for none
 */
public record Append(Visibility visibility, Lsn previous, Lsn undoNext) {

    /** Append and no more. */
    public static final Append NONE = new Append(Visibility.APPENDED, Lsn.INVALID, Lsn.INVALID);

    /** Append and put the block into the flush queue (<i>CLFS_FLAG_FORCE_APPEND</i>). */
    public static final Append FORCE_APPEND = new Append(Visibility.QUEUED, Lsn.INVALID, Lsn.INVALID);

    /** Append and force the block to stable storage (<i>CLFS_FLAG_FORCE_FLUSH</i>). */
    public static final Append FORCE_FLUSH = new Append(Visibility.FLUSHED, Lsn.INVALID, Lsn.INVALID);

    /**
     * Links the record to the preceding one of its chain.
     *
     * @param previous the LSN, or {@link Lsn#INVALID} for none
     * @return the changed options
     */
    public Append previous(Lsn previous) {
        return new Append(visibility, previous, undoNext);
    }

    /**
     * Links the record to the one to undo next.
     *
     * @param undoNext the LSN, or {@link Lsn#INVALID} for none
     * @return the changed options
     */
    public Append undoNext(Lsn undoNext) {
        return new Append(visibility, previous, undoNext);
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
