package org.clfs4j;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A set of equally large log I/O blocks through which one client writes and reads a stream.
 *
 * <p>A record is copied into the area's current block. The block gets its place in the log when it is full, when
 * something flushes, when another area of the stream appends, or when the area itself reads that far; see
 * {@link Append.Visibility}. Any number of areas may write to a stream; each append returns the record's final LSN,
 * greater than all earlier ones of the stream.
 *
 * <p>When all write blocks are waiting to be flushed, an append waits for a flush or makes one; it does not fail for lack
 * of blocks. A thread that is interrupted stays interrupted, and neither its call nor the log is harmed.
 *
 * <p>Methods that return a {@link CompletionStage} report every failure through it. Stages complete in the order of their
 * LSNs, on the log's executor, and never under a lock of the log.
 *
 * <p>Every method throws a {@link org.clfs4j.error.LogUsageException} with status {@code INVALID_HANDLE} once the area is
 * closed, and those that write one with status {@code ACCESS_DENIED} if the log was not opened for writing. After storage
 * has failed, those that write throw {@link org.clfs4j.error.LogFailedException} until the log is reopened.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatemarshallingarea">ClfsCreateMarshallingArea</a>,
 * <code>ClfsReserveAndAppendLog</code>, <code>ClfsFlushToLsn</code>, <code>ClfsReadLogRecord</code>.
 *
 * @threading safe for concurrent use
 */
@ProviderType
public interface MarshallingArea extends AutoCloseable {

    /**
     * Returns the size of one block.
     *
     * @return bytes, a multiple of the sector size; the requested size rounded up
     */
    int blockSize();

    /**
     * Returns the length of the longest record that can be appended through this area without links.
     *
     * @return bytes
     */
    int maxRecordSize();

    /**
     * Returns the length of the longest record that can be appended through this area.
     *
     * @param options the options that it is to be appended with; links take room
     * @return bytes
     */
    int maxRecordSize(Append options);

    /**
     * Appends one record and returns the bits of its LSN, without creating an object.
     *
     * <p>The buffer's position and limit are left as they are.
     *
     * @param record the bytes from position to limit
     * @param options visibility and links
     * @return the bits of the record's final LSN
     * @throws LogException if the record is longer than {@link #maxRecordSize(Append)}, the log is full, no block could
     *     be allocated, or a flush would wait for a claim of this thread: then nothing was appended; with status
     *     {@code APPENDED_FLUSH_FAILED} the record was appended and must not be appended again
     * @durability as the options say; {@link Append#FORCE_FLUSH} makes this and all earlier records of the stream durable
     */
    long appendAsLong(ByteBuffer record, Append options) throws LogException;

    /**
     * Appends one record made of several pieces and returns the bits of its LSN, without creating an object. The pieces'
     * boundaries are not kept.
     *
     * @param entries the pieces, each from position to limit
     * @param options visibility and links
     * @return the bits of the record's final LSN
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)}
     * @durability as {@link #appendAsLong(ByteBuffer, Append)}
     */
    long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException;

    /**
     * Appends one record.
     *
     * @param record the bytes from position to limit
     * @return the record's final LSN
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)}
     * @durability none before the next flush
     */
    default Lsn append(ByteBuffer record) throws LogException {
        return Lsn.of(appendAsLong(record, Append.NONE));
    }

    /**
     * Appends one record.
     *
     * @param record the bytes from position to limit
     * @param options visibility and links
     * @return the record's final LSN
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)}
     * @durability as {@link #appendAsLong(ByteBuffer, Append)}
     */
    default Lsn append(ByteBuffer record, Append options) throws LogException {
        return Lsn.of(appendAsLong(record, options));
    }

    /**
     * Appends one record made of several pieces.
     *
     * @param entries the pieces, each from position to limit
     * @param options visibility and links
     * @return the record's final LSN
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)}
     * @durability as {@link #appendAsLong(ByteBuffer, Append)}
     */
    default Lsn append(List<ByteBuffer> entries, Append options) throws LogException {
        return Lsn.of(gatherAsLong(entries.toArray(ByteBuffer[]::new), options));
    }

    /**
     * Appends one record and reports when it is durable.
     *
     * @param record the bytes from position to limit; copied before the call returns
     * @param options links; the visibility is always {@link Append.Visibility#FLUSHED}
     * @return completes with the record's LSN once it is durable
     * @durability when the stage completes normally
     */
    CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options);

    /**
     * Claims the place of one record, to be written without a copy.
     *
     * @param length the record's length in bytes
     * @param options visibility at commit, and links
     * @return the claim
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)}; nothing was claimed
     */
    Claim claim(int length, Append options) throws LogException;

    /**
     * Appends one record and reserves room for others, or releases such room, in one step: all of it or nothing.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreserveandappendlog">ClfsReserveAndAppendLog</a>.
     *
     * @param record the bytes from position to limit
     * @param options visibility and links; not together with {@link Append#useReservation()}
     * @param reservations as in {@link #reserve}
     * @return the record's final LSN
     * @throws LogException as {@link #appendAsLong(ByteBuffer, Append)} and {@link #reserve}; with any status but
     *     {@code APPENDED_FLUSH_FAILED} nothing was appended, reserved or released
     * @durability as {@link #appendAsLong(ByteBuffer, Append)}
     */
    Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException;

    /**
     * Appends one record made of several pieces and reserves room for others, or releases such room, in one step: all of it or
     * nothing.
     *
     * @param entries the pieces, each from position to limit
     * @param options as in {@link #append(ByteBuffer, Append, int...)}
     * @param reservations as in {@link #reserve}
     * @return the record's final LSN
     * @throws LogException as {@link #append(ByteBuffer, Append, int...)}
     * @durability as {@link #appendAsLong(ByteBuffer, Append)}
     */
    Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException;

    /**
     * Returns what records of some sizes are charged when they are reserved: as much as each takes in a block of its own, headers,
     * links and whole sectors included.
     *
     * <p>Source: the kernel routine <i>ClfsAlignReservedLog</i>.
     *
     * @param payloadSizes bytes of each record, from 1 on
     * @return bytes of all of them together
     * @throws LogException with status {@code INVALID_PARAMETER} if a size is less than 1 or fits into no block of this area
     */
    long reservationSize(int... payloadSizes) throws LogException;

    /**
     * Reserves room for records that may have to be appended later, or releases such room, all or nothing.
     *
     * <p>Each reserved record can be appended with {@link Append#useReservation()}, whatever else fills the log, in any order, each
     * flushed alone. What is reserved belongs to this area and ends with it, also by a crash.
     *
     * @param payloadSizes bytes of each record; a negative number releases the reserved record whose size is nearest
     * @return bytes that are reserved more than before, negative if less
     * @throws LogException with status {@code FULL} if there is no room, {@code RECORDS_RESERVED_INVALID} if more are released
     *     than are reserved, {@code INVALID_PARAMETER} if a size is 0 or fits into no block of this area; nothing was changed
     */
    long reserve(int... payloadSizes) throws LogException;

    /**
     * Reserves room for a number of records as a total.
     *
     * <p>Source: the kernel routine <i>ClfsAllocReservedLog</i>.
     *
     * @param records how many, at least 1
     * @param bytes as {@link #reservationSize} returns it for so many
     * @throws LogException with status {@code FULL} if there is no room, {@code RESERVATION_INVALID} if the bytes cannot be those
     *     of so many records; nothing was changed
     */
    void allocateReservation(int records, long bytes) throws LogException;

    /**
     * Frees reserved room as a total.
     *
     * <p>Source: the Win32 routine <i>FreeReservedLog</i>.
     *
     * @param records with positive bytes the number of reserved records that remain, otherwise the number of those to free
     * @param bytes the number of reserved bytes that remain, or the negative of the number of those to free
     * @throws LogException with status {@code RECORDS_RESERVED_INVALID}, {@code SPACE_RESERVED_INVALID} if more would be
     *     freed than is reserved, {@code RESERVATION_INVALID} if what remains makes no sense; nothing was changed
     */
    void freeReservation(int records, long bytes) throws LogException;

    /**
     * Returns what this area has reserved.
     *
     * @return a snapshot
     */
    ReservationInformation reservation();

    /**
     * Makes everything appended to this area durable.
     *
     * @return the exclusive bound below which everything is durable now; the next LSN to be assigned if nothing was
     *     appended meanwhile
     * @throws LogException if a block could not be written or forced; what was not durable before may or may not be
     * @durability everything appended before the call
     */
    Lsn flush() throws LogException;

    /**
     * Makes every record up to a given one durable; {@link Lsn#NULL} stands for everything, as {@link #flush()}.
     *
     * @param target the LSN of the last record that must be durable
     * @return an exclusive bound greater than the target below which everything is durable now
     * @throws LogException as {@link #flush()}; with status {@code INVALID_RANGE} if the target is not below the next LSN
     * @durability every record of the stream up to the target
     */
    Lsn flushTo(Lsn target) throws LogException;

    /**
     * Makes everything appended to this area durable and reports when it is.
     *
     * @return completes with the exclusive bound as {@link #flush()} returns it
     * @durability when the stage completes normally
     */
    CompletionStage<Lsn> flushAsync();

    /**
     * Makes every record up to a given one durable and reports when they are.
     *
     * @param target as in {@link #flushTo}
     * @return completes with the exclusive bound as {@link #flushTo} returns it
     * @durability when the stage completes normally
     */
    CompletionStage<Lsn> flushToAsync(Lsn target);

    /**
     * Starts reading at a record.
     *
     * <p>The next LSN is accepted only as it is during the call: once somebody has appended, an earlier one is no record's.
     * Where a log is damaged at its base, reading starts at {@link Damage#upTo()} of {@link LogFile#damage()}. Contexts that
     * follow chains may also start below the base, at a record that is kept for the archive.
     *
     * @param from the LSN of a record of the active region, of any type, or the next LSN to start behind the last record
     * @param mode how to go on from that record
     * @return a context before that record
     * @throws LogException with status {@code INVALID_RANGE} if the LSN is outside the active region,
     *     {@code RECORD_NONEXISTENT} if it is no record's, {@code BLOCKS_EXHAUSTED} if all read blocks are in use,
     *     {@code BLOCK_INCOMPLETE} if the block is larger than this area's, {@code BLOCK_INVALID} if it is damaged
     */
    ReadContext read(Lsn from, ReadMode mode) throws LogException;

    /**
     * Writes a restart area: the record and everything appended to this area before it are durable on return, and a new
     * base takes effect together with the record.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfswriterestartarea">ClfsWriteRestartArea</a>.
     *
     * @param payload the client's bytes from position to limit
     * @param newBase the new base, or {@link Lsn#INVALID} to leave it
     * @return the restart record's LSN
     * @throws LogException with status {@code TAIL_INVALID} if the new base is none for {@link LogStream#advanceBase(Lsn)}: then
     *     nothing was written; otherwise as {@link #appendAsLong(ByteBuffer, Append)}
     * @durability record and new base survive a crash together or not at all
     */
    default Lsn writeRestartArea(ByteBuffer payload, Lsn newBase) throws LogException {
        return writeRestartArea(payload, RestartOptions.NONE.newBase(newBase));
    }

    /**
     * Writes a restart area: the record and everything appended to this area before it are durable on return, and a new
     * base takes effect together with the record.
     *
     * @param payload the client's bytes from position to limit
     * @param options the new base, and whether the record was reserved
     * @return the restart record's LSN
     * @throws LogException as {@link #writeRestartArea(ByteBuffer, Lsn)}
     * @durability record and new base survive a crash together or not at all
     */
    Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException;

    /**
     * Reads the newest restart area.
     *
     * @return the restart area, or empty if the active region has none
     * @throws LogException as {@link #read}
     */
    Optional<RestartArea> readRestartArea() throws LogException;

    /**
     * Starts reading restart areas, the newest first.
     *
     * <pre>{@code
     * Optional<ReadContext> found = area.readRestartAreas();
     * if (found.isPresent()) {
     *     try (ReadContext restart = found.get()) {
     *         do {
     *             consider(restart.lsn(), restart.payload());
     *         } while (restart.previousRestartArea());
     *     }
     * }
     * }</pre>
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreadrestartarea">ClfsReadRestartArea</a>.
     *
     * @return a context whose current record is the newest restart area, or empty if the active region has none;
     *     {@link ReadContext#previousRestartArea()} goes to the one before, {@link ReadContext#next()} goes forward
     * @throws LogException as {@link #read}
     */
    Optional<ReadContext> readRestartAreas() throws LogException;

    /**
     * Flushes, refuses further calls and gives the blocks back as soon as the last read context is closed. Nothing if the
     * area is closed already.
     *
     * @throws LogException with status {@code INVALID_PARAMETER} if a claim of this area is neither committed nor aborted, or this
     *     thread holds one of another area of the log: then the area stays open; otherwise if the flush or an earlier one
     *     failed, so that records may be lost: then the area is closed all the same
     * @durability everything appended to this area
     */
    @Override
    void close() throws LogException;
}
