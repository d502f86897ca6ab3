package org.clfs4j;

import java.util.List;
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
     * Returns the log's sizes, markers and identity as they are now.
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
     * Opens the unnamed stream of a dedicated log.
     *
     * @return the stream
     * @throws LogException if this instance was closed
     */
    LogStream stream() throws LogException;

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
