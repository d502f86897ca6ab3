package org.clfs4j.inspect;

import java.util.List;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads the files of a log, whatever their state.
 *
 * <p>A log that is being written may be inspected; the result then holds for the moment at which its metadata was read.
 *
 * @threading not thread-safe
 */
@ProviderType
public interface LogInspector extends AutoCloseable {

    /**
     * Describes both copies of the metadata and every container's header, one line each.
     *
     * @return the lines
     * @throws LogException if a file could not be read
     */
    List<String> metadata() throws LogException;

    /**
     * Checks every byte that matters: both copies of the metadata, the container headers, and every block from the base
     * to the end of the log.
     *
     * <p>Source: the Win32 routine <i>ValidateLog</i>.
     *
     * @param progress is told how far the check has got
     * @return what was found
     * @throws LogException if a file could not be read at all
     */
    ValidationReport validate(ProgressListener progress) throws LogException;

    /**
     * Visits the blocks from one LSN to another in order, with the headers of their records.
     *
     * <p>Source: the Win32 routine <i>DumpLogRecords</i>.
     *
     * @param from where to start, or {@link Lsn#INVALID} for the base; any LSN of a block will do
     * @param to the exclusive end, or {@link Lsn#INVALID} for the end of the log
     * @param visitor is told each block and each record
     * @throws LogException if a file could not be read, or {@code from} is in no intact block of the log
     */
    void blocks(Lsn from, Lsn to, BlockVisitor visitor) throws LogException;

    /** Closes the files; nothing if closed already. */
    @Override
    void close() throws LogException;
}
