package org.clfs4j;

import java.nio.ByteBuffer;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A position in a stream from which records are read one after the other.
 *
 * <pre>{@code
 * try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
 *     while (records.next()) {
 *         handle(records.lsn(), records.payload());
 *     }
 * }
 * }</pre>
 *
 * <p>A context starts before its first record. At the end it stays where it is: when more records have been appended,
 * {@link #next()} goes on with them. Each open context holds one of its area's read blocks.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreadnextlogrecord">ClfsReadNextLogRecord</a>.
 *
 * @threading not thread-safe
 */
@ProviderType
public interface ReadContext extends AutoCloseable {

    /**
     * Goes to the next record.
     *
     * @return false if there is none (yet); the context then has no current record but keeps its position
     * @throws LogException if the context was closed, the block could not be read or is damaged, the base has passed it,
     *     or it is larger than the area's blocks; the position is unchanged
     */
    boolean next() throws LogException;

    /**
     * Goes behind a damaged block, so that {@link #next()} continues with the first intact record after it. Nothing if
     * the next block is intact.
     *
     * @return the number of bytes passed over
     * @throws LogException if the context was closed or the log could not be read
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
     *     moves or is closed. It is the same object each time, its position and limit set anew by each call
     * @throws IllegalStateException if there is no current record
     */
    ByteBuffer payload();

    /** Ends reading and gives the read block back; nothing if closed already. */
    @Override
    void close();
}
