package org.clfs4j;

import java.util.Optional;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An ordered sequence of records with LSNs of its own.
 *
 * <pre>
 *        base ────────────── active region ──────────────▶ next
 *   ─────┼───────────────────────────────┬───────────────┼─────▶ LSN
 *                          flushed up to ┘   not yet durable
 * </pre>
 *
 * <p>The base is the oldest record that the stream's clients still need; it moves forward only, and by their wish only.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/clfs-stable-storage">CLFS stable
 * storage</a>.
 *
 * @threading safe for concurrent use
 */
@ProviderType
public interface LogStream extends AutoCloseable {

    /** How many times one stream can be reset. */
    int MAX_RESETS = 124;

    /**
     * Returns the stream's name.
     *
     * @return the name; empty in a dedicated log
     */
    String name();

    /**
     * Returns the stream's number.
     *
     * <p>Source: the information class <i>ClfsLogStreamIdentifierInformation</i>.
     *
     * @return unique in the log for ever; 0 in a dedicated log
     */
    int id();

    /**
     * Returns the stream's markers as they are now.
     *
     * @return a snapshot
     * @throws LogException if this instance was closed
     */
    StreamInformation information() throws LogException;

    /**
     * Returns the LSN of the oldest record that is still needed. In a stream without records it equals
     * {@link #nextLsn()}. It can be that of an aborted claim, which readers pass over: reading from the base always works,
     * as long as no client has moved it.
     *
     * @return the base
     * @throws LogException if this instance was closed
     */
    Lsn baseLsn() throws LogException;

    /**
     * Returns a bound that is greater than the LSN of every record appended so far and not greater than that of any
     * record appended later. It need not be the LSN of the next record, since that may go into another block or container.
     *
     * @return the exclusive end of the active region
     * @throws LogException if this instance was closed
     */
    Lsn nextLsn() throws LogException;

    /**
     * Returns the bound below which every record is durable.
     *
     * @return an exclusive bound, not greater than {@link #nextLsn()}
     * @throws LogException if this instance was closed
     */
    Lsn flushedUpTo() throws LogException;

    /**
     * Returns the LSN of the newest restart area.
     *
     * @return the LSN, or empty if none was ever written or the base has passed it
     * @throws LogException if this instance was closed
     */
    Optional<Lsn> restartLsn() throws LogException;

    /**
     * Gives up all records below a new base. Containers that lie wholly below it become free for reuse.
     *
     * <p>The new base must be the LSN of a record, or a bound that {@link #nextLsn()}, {@link #flushedUpTo()} or {@link #baseLsn()} has
     * returned, now or earlier; what a crash or {@link #truncate(Lsn)} has taken out since has no bounds any more. A bound stands for the
     * first record behind it; the next LSN empties the stream. Setting the current base again does nothing.
     *
     * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsadvancelogbase">ClfsAdvanceLogBase</a>.
     *
     * @param newBase from {@link #baseLsn()} to {@link #nextLsn()}
     * @throws LogException with status {@code TAIL_INVALID} if the base has passed the LSN, or if it is neither a record's nor a
     *     bound; the base is unchanged
     * @durability effective at once; durable with the next metadata write, at the latest when a container is reused or
     *     with {@link #flushMetadata()}. After a crash the base may be an older one, never a newer one
     */
    void advanceBase(Lsn newBase) throws LogException;

    /**
     * Gives up all records below a new base, as {@link #advanceBase(Lsn)} does.
     *
     * @param newBase as in {@link #advanceBase(Lsn)}
     * @param flags reserved as in CLFS, 0
     * @throws LogException with status {@code INVALID_PARAMETER} if a flag is set; otherwise as {@link #advanceBase(Lsn)}
     * @durability as {@link #advanceBase(Lsn)}
     */
    default void advanceBase(Lsn newBase, int flags) throws LogException {
        if (flags != 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "Advancing the base takes no flags, got 0x" + Integer.toHexString(flags));
        }
        advanceBase(newBase);
    }

    /**
     * Makes the base durable.
     *
     * @throws LogException if the metadata could not be written and forced
     * @durability on return a crash cannot bring an older base back; records below the base that were not durable yet
     *     are flushed first
     */
    void flushMetadata() throws LogException;

    /**
     * Takes all records behind a given one out of the stream of a dedicated log. What is appended next has a greater LSN than
     * that record. A read context that has come past it does not go on, and says {@code READ_CONTEXT_INVALID}; others do.
     *
     * <p>Source: the Win32 routine <i>TruncateLog</i>.
     *
     * @param last the LSN of the record that becomes the youngest
     * @throws LogException with status {@code INVALID_RANGE} if the LSN lies outside the active region, {@code RECORD_NONEXISTENT}
     *     if it is no record's, {@code NOT_SUPPORTED} if the sector size is greater than 512 bytes, {@code MULTIPLEXED} if the
     *     log is multiplexed, {@code INVALID_PARAMETER} if a claim is neither committed nor aborted,
     *     {@code INSUFFICIENT_RESOURCES} if more than 1024 blocks of the active region would have lost only their last records
     * @durability durable on return; a crash leaves all of the records behind the given one, or none
     */
    void truncate(Lsn last) throws LogException;

    /**
     * Is refused, as in CLFS; {@link #truncate} does what its name says.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfssetendoflog">ClfsSetEndOfLog</a>.
     *
     * @param last not used
     * @throws LogException always, with status {@code NOT_SUPPORTED}
     */
    void setEndOfLog(Lsn last) throws LogException;

    /**
     * Closes this instance and marks the stream to be reset: when the last that was made from any opening of it is closed, it loses
     * all its records and restart areas and begins anew, with LSNs greater than before.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscloseandresetlogfile">ClfsCloseAndResetLogFile</a>.
     *
     * @throws LogException with status {@code ACCESS_DENIED} if the log was not opened for writing,
     *     {@code INSUFFICIENT_RESOURCES} if the stream was reset {@link #MAX_RESETS} times: then this instance stays open;
     *     otherwise as {@link #close()}
     * @durability when it is reset; a crash before that leaves the stream as it was
     */
    void closeAndReset() throws LogException;

    /**
     * Creates a marshalling area: the only way to write or read records.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatemarshallingarea">ClfsCreateMarshallingArea</a>.
     *
     * @param options sizes, limits and memory of its blocks
     * @return the area
     * @throws LogException if the options are not acceptable, or the log has fewer than two containers; nothing was
     *     allocated
     */
    MarshallingArea createMarshallingArea(MarshallingAreaOptions options) throws LogException;

    /**
     * Closes this instance; its marshalling areas stay usable. Nothing if it is closed already.
     *
     * @throws LogException as {@link LogFile#close()}
     */
    @Override
    void close() throws LogException;
}
