package org.clfs4j;

import java.nio.ByteBuffer;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The place of one record in a log I/O block, to be written in place and then committed or aborted.
 *
 * <p>The record has its LSN already. Until the claim is committed or aborted its block cannot be flushed, so flushes of
 * later records, of all streams of the log, wait for it; the thread that holds a claim is therefore refused a flush.
 *
 * @threading not thread-safe; may be handed from one thread to another, but the thread that claimed counts as its holder
 */
@ProviderType
public interface Claim extends AutoCloseable {

    /**
     * Returns the record's LSN.
     *
     * @return the LSN
     */
    Lsn lsn();

    /**
     * Returns the record's bytes, in the block itself. They are not zeroed. The buffer must not be touched once the claim
     * is committed or aborted.
     *
     * @return a buffer of exactly the claimed length, big-endian
     */
    ByteBuffer buffer();

    /**
     * Makes the record part of the log, with the visibility that was asked for.
     *
     * @return the record's LSN
     * @throws LogException if the claim was committed or aborted before, or the flush failed; with status
     *     {@code APPENDED_FLUSH_FAILED} the record is appended all the same; with status {@code INVALID_PARAMETER} if a flush
     *     would wait for another claim of this thread: then the claim is open still
     * @durability as the options of the claim say
     */
    Lsn commit() throws LogException;

    /** Gives the record up: readers will not see it. Nothing if the claim was committed or aborted before. */
    void abort();

    /** Aborts the claim unless it was committed. */
    @Override
    default void close() {
        abort();
    }
}
