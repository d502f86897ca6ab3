package org.clfs4j;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A position in a stream from which records are read one after the other: forward, or along a chain of links.
 *
 * <pre>{@code
 * try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
 *     while (records.next()) {
 *         handle(records.lsn(), records.payload());
 *     }
 * }
 * }</pre>
 *
 * <p>A context starts before its first record, which is the one that it was opened at; from there on its {@link ReadMode}
 * decides. A link that is {@link Lsn#INVALID} ends a chain, and so does {@link Lsn#NULL} in the record that is at
 * {@code NULL} itself, since clients write "no link" both ways. Chains reach down to the oldest record that is kept; reading
 * forward begins at the base.
 *
 * <p>Where there is no next record, {@link #next()} returns false and {@link #end()} says why. The context then has no
 * current record but keeps its position: when more has been appended, reading forward goes on with it, and
 * {@link #next(Lsn)} still starts from the record shown last. A call that throws leaves the context as it was: the current
 * record stays current. Only what a filter has passed over stays passed.
 *
 * <p>Each open context holds one of its area's read blocks, in which the current record is. When the area is closed, the
 * current record stays readable, but the context cannot move any more; it is still to be closed.
 *
 * <p>Every method that moves throws a {@link org.clfs4j.error.LogUsageException} with status {@code READ_CONTEXT_INVALID}
 * once the context or its area is closed, or a truncation has taken out a record that it has come to, and with status {@code BUSY} while another thread is in such a call.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreadnextlogrecord">ClfsReadNextLogRecord</a>,
 * <code>ClfsReadPreviousRestartArea</code>, <code>ClfsTerminateReadLog</code>.
 *
 * @threading not thread-safe; calls that meet in one context are refused and do no harm. {@link #close()} may be called by
 *     any thread, and then ends a call that is under way
 */
@ProviderType
public interface ReadContext extends AutoCloseable {

    /**
     * Goes to the next record.
     *
     * @return false if there is none (yet)
     * @throws LogException if the block could not be read or is damaged; with status {@code START_OF_LOG} if the base has
     *     passed a context that reads forward, {@code BLOCK_INCOMPLETE} if the block is larger than the area's,
     *     {@code RECORD_NONEXISTENT} if a link names no record, {@code INVALID_RANGE} if it does not name an older one
     */
    boolean next() throws LogException;

    /**
     * Goes to the next record that a filter shows, passing over others.
     *
     * @param filter which records to show
     * @return false if there is none (yet); what was passed over is not looked at again
     * @throws LogException as {@link #next()}
     */
    boolean next(RecordFilter filter) throws LogException;

    /**
     * Goes to a record that the caller chooses instead of the mode, such as one that an LSN in a payload names. From there
     * the mode decides again.
     *
     * @param user the LSN of a record older than the one shown last
     * @return false if the record is older than all that are kept; {@link #end()} is then {@code START_OF_LOG}
     * @throws LogException with status {@code INVALID_PARAMETER} if the context reads forward, has shown no record yet, or
     *     the LSN is not smaller than that of the record shown last, {@code RECORD_NONEXISTENT} if no record has it;
     *     otherwise as {@link #next()}
     */
    boolean next(Lsn user) throws LogException;

    /**
     * Goes to the next record; if there is none, waits until one can be seen.
     *
     * <p>In the process that writes the log, whoever appends wakes those who wait: with a record that is queued or flushed,
     * or appended through the context's own area, whose open block is then queued. A log that another process may be writing
     * is looked at again and again, first after 1 ms, then after pauses that grow to 50 ms. A chain that has ended is not
     * waited for.
     *
     * @param timeout how long to wait at most; not at all if zero or negative
     * @return false if none has come in time, none can come, or the thread was interrupted, which it then still is
     * @throws LogException as {@link #next()}; with status {@code STATE_INVALID} if the log has failed, so that nothing
     *     comes any more; with status {@code READ_CONTEXT_INVALID} if context or area were closed meanwhile
     */
    boolean awaitNext(Duration timeout) throws LogException;

    /**
     * Goes from a restart area to the one that was written before it. {@link #next()} goes on from there.
     *
     * @return false if there is none, or none that is kept; {@link #end()} is then {@code START_OF_LOG}
     * @throws LogException with status {@code READ_MODE_INVALID} if the record shown last is no restart area; otherwise as
     *     {@link #next()}
     */
    boolean previousRestartArea() throws LogException;

    /**
     * Tells why the last call found no record.
     *
     * @return {@code END_OF_FILE} if there is no more record yet or the chain has ended, {@code START_OF_LOG} if the next
     *     record would be older than all that are kept; empty if there is a current record, or none was looked for yet
     */
    Optional<LogStatus> end();

    /**
     * Goes behind a damaged block, so that {@link #next()} continues with the first intact record after it. Nothing if
     * the next block is intact.
     *
     * @return the number of bytes passed over
     * @throws LogException if the log could not be read; with status {@code READ_MODE_INVALID} if the context follows a chain,
     *     which does not lead past a record
     */
    long skipDamage() throws LogException;

    /**
     * Returns the LSN of the current record.
     *
     * @return the LSN
     * @throws IllegalStateException if there is no current record
     */
    Lsn lsn();

    /**
     * Returns the type of the current record.
     *
     * @return the type
     * @throws IllegalStateException if there is no current record
     */
    RecordType type();

    /**
     * Returns the link to the preceding record of the same chain.
     *
     * @return the LSN that was given when the record was appended, or {@link Lsn#INVALID}
     * @throws IllegalStateException if there is no current record
     */
    Lsn previous();

    /**
     * Returns the link to the record to undo next.
     *
     * @return the LSN that was given when the record was appended, or {@link Lsn#INVALID}
     * @throws IllegalStateException if there is no current record
     */
    Lsn undoNext();

    /**
     * Returns the current record's bytes, in the read block itself.
     *
     * @return a read-only, big-endian view, the record's bytes from its position to its limit; valid until the context
     *     moves or is closed, whatever happens to the log, its base or its area meanwhile. It is the same object each time,
     *     its position and limit set anew by each call
     * @throws IllegalStateException if there is no current record
     */
    ByteBuffer payload();

    /**
     * Ends reading and gives the read block back; nothing if closed already.
     *
     * <p>A call that another thread is in ends soon and is refused; this returns when it has ended, so that after closing whatever was
     * opened of a log, in any threads, the log is closed.
     */
    @Override
    void close();
}
