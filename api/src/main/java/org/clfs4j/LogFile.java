package org.clfs4j;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open instance of a log.
 *
 * <p>Many may exist for one log, each with its own access. Closing one does not close what was made from it: a stream, a
 * marshalling area or a read context keeps the log open until it is closed itself.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatelogfile">ClfsCreateLogFile</a>.
 *
 * @threading safe for concurrent use
 */
@ProviderType
public interface LogFile extends AutoCloseable {

    /** The largest number of streams that a multiplexed log has at one time. */
    int MAX_STREAMS = 512;

    /**
     * Returns the name that the log was opened under.
     *
     * @return the name
     */
    LogName name();

    /**
     * Returns whether the log is dedicated or multiplexed.
     *
     * @return the kind
     */
    LogKind kind();

    /**
     * Returns the log's sizes, markers and identity as they are now: base, next LSN, restart area, durable bound and
     * reservations are those of the stream that this instance was opened as, if it is one.
     *
     * @return a snapshot
     * @throws LogException if this instance was closed
     */
    LogInformation information() throws LogException;

    /**
     * Returns what the log has flushed since it was opened by this process.
     *
     * @return a snapshot
     * @throws LogException if this instance was closed
     */
    LogStatistics statistics() throws LogException;

    /**
     * Tells what was found when the log was opened.
     *
     * @return the report
     */
    RecoveryReport recovery();

    /**
     * Tells the damage to live records that is known so far: what recovery found, and what the check of old blocks has
     * found since.
     *
     * @return the damaged places in order; empty if none is known
     */
    List<Damage> damage();

    /**
     * Returns when the check of old blocks that opening started will be done, and with what result.
     *
     * @return completes with {@link #damage()}; already complete if no check was started
     */
    CompletionStage<List<Damage>> oldBlocksChecked();

    /**
     * Returns the log's containers.
     *
     * @return the set of containers
     * @throws LogException if this instance was closed
     */
    ContainerSet containers() throws LogException;

    /**
     * Returns the physical log's sizes, markers and identity, whatever this instance was opened as: its base is the place of the
     * oldest block that some stream needs, its next LSN and the durable bound are places, and reservations are those of all
     * streams.
     *
     * <p>Source: the information class <i>ClfsLogBasicInformationPhysical</i>.
     *
     * @return a snapshot
     * @throws LogException if this instance was closed
     */
    LogInformation physicalInformation() throws LogException;

    /**
     * Opens the stream that this instance's name names: the unnamed one of a dedicated log, or that behind {@code ::}.
     *
     * @return the stream
     * @throws LogException with status {@code MULTIPLEXED} if the name is that of a multiplexed log without a stream, with
     *     {@code INVALID_HANDLE} if this instance was closed
     */
    LogStream stream() throws LogException;

    /**
     * Opens a stream of a multiplexed log, or creates it.
     *
     * @param name the stream's name
     * @return the stream, with the access and share of this instance
     * @throws LogException as {@link #stream(String, Disposition)}
     * @durability a created stream is durable on return
     */
    default LogStream stream(String name) throws LogException {
        return stream(name, Disposition.OPEN_ALWAYS);
    }

    /**
     * Opens or creates a stream of a multiplexed log; this instance must have been opened as the log, without a stream.
     *
     * @param name the stream's name, 1 to 255 bytes in UTF-8
     * @param disposition what to do if the stream exists, and if it does not
     * @return the stream, with the access and share of this instance
     * @throws LogException with status {@code DEDICATED} if the log is dedicated, {@code OBJECT_NAME_COLLISION} or
     *     {@code OBJECT_NAME_NOT_FOUND} as the disposition says, {@code SHARING_VIOLATION}, {@code DELETE_PENDING} if the
     *     stream is to be deleted, {@code INSUFFICIENT_RESOURCES} if there are {@link #MAX_STREAMS} streams, or the log has
     *     no further id to give
     * @durability a created stream is durable on return
     */
    LogStream stream(String name, Disposition disposition) throws LogException;

    /**
     * Lists the streams by id.
     *
     * @return a snapshot; one stream with an empty name in a dedicated log
     * @throws LogException if this instance was closed
     */
    List<StreamInformation> streams() throws LogException;

    /**
     * Marks a stream for deletion. It refuses to be opened from now on, and is deleted when the last that was made from an
     * earlier opening of it is closed, at once if there is none; its records no longer hold any container then.
     *
     * @param name the stream's name
     * @throws LogException with status {@code ACCESS_DENIED} if this instance was opened without {@link Access#DELETE},
     *     otherwise as {@link #stream(String, Disposition)}
     * @durability when it is deleted; a crash before that leaves the stream as it was
     */
    void deleteStream(String name) throws LogException;

    /**
     * Tells what keeps the oldest container in use. Reservations are known to those only who opened the log for writing, or in the
     * process that did.
     *
     * @return what holds it, or empty if nothing does
     * @throws LogException if this instance was closed
     */
    Optional<TailHolder> tailHolder() throws LogException;

    /**
     * Tells where a record of a stream lies.
     *
     * <p>Source: the information class <i>ClfsLogPhysicalLsnInformation</i>.
     *
     * @param streamId the stream's id
     * @param virtualLsn the record's LSN in its stream
     * @return logical container id, block offset and record number; the same LSN in a dedicated log
     * @throws LogException with status {@code RECORD_NONEXISTENT} if there is no such record, {@code INVALID_PARAMETER} if there
     *     is no such stream, {@code INVALID_HANDLE} if this instance was opened as a stream of a multiplexed log
     */
    Lsn physicalLsn(int streamId, Lsn virtualLsn) throws LogException;

    /**
     * Sets whether the log keeps an archive tail. A log that begins to keep one begins with its oldest record.
     *
     * <p>Source: the Win32 routine <i>SetLogArchiveMode</i>.
     *
     * @param archive true to keep one
     * @throws LogException with status {@code ACCESS_DENIED} if the log was not opened for writing, {@code PINNED_RESERVATION} if
     *     reservations need what would be kept from now on
     * @durability durable on return
     */
    void setArchiveMode(boolean archive) throws LogException;

    /**
     * Moves the archive tail: what is below it was archived, and no longer holds any container.
     *
     * <p>Source: the kernel routine <i>ClfsSetArchiveTail</i>.
     *
     * @param tail the physical LSN of a record, or the log's end as {@link #physicalInformation} tells it
     * @throws LogException with status {@code EPHEMERAL} if the log keeps none, {@code TAIL_INVALID} if it lies below the
     *     present one, behind what is durable, or is no block's: nothing was changed
     * @durability durable on return
     */
    void setArchiveTail(Lsn tail) throws LogException;

    /**
     * Marks what this instance was opened as for deletion: the stream, or the log with its base log file and containers. It
     * refuses to be opened from now on, and is deleted when the last that was made from any opening of it is closed.
     *
     * <p>Source: <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsdeletelogbypointer">ClfsDeleteLogByPointer</a>.
     *
     * @throws LogException with status {@code ACCESS_DENIED} if this instance was opened without {@link Access#DELETE}
     * @durability when it is deleted; a crash before that leaves the log as it was, a crash meanwhile is made good by the next
     *     opening
     */
    void delete() throws LogException;

    /**
     * Closes this instance; nothing if it is closed already.
     *
     * @throws LogException if this was the last user of the log and records or metadata could not be made durable, now or
     *     earlier; the log is closed all the same
     * @durability the last close forces everything appended
     */
    @Override
    void close() throws LogException;
}
