package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.error.LogException;

/**
 * Where the records of a stream are: in containers below the durable bound, in memory above it.
 *
 * @threading safe for concurrent use
 */
public interface RecordSource extends LogBlocks {

    /** The answer of {@link #copyUnflushed} when there is nothing to see yet. */
    long NOT_YET = -1L;

    /**
     * Returns the stream's durable blocks for one reader.
     *
     * @param memory what the reader loads is kept here, from index 0 to its capacity
     */
    DurableBlocks durableBlocks(ByteBuffer memory);

    /**
     * Tells how many of the first records of a block belong to the stream; the others a truncation has taken out.
     *
     * @param block the block's LSN
     * @param count how many records the block has
     */
    int visibleRecords(long block, int count);

    /** Returns the oldest record still needed. */
    long base();

    /**
     * Returns the base, if an LSN is that, or was it until it went on by itself, since no record can come there any more.
     *
     * @return the base, or {@link org.clfs4j.core.format.Place#NONE}
     */
    long baseAt(long lsn);

    /** Returns the bound below which chains are not followed: the base, or below it what is kept for the archive. */
    long readableFrom();

    /** Returns the exclusive bound of what was appended. */
    long next();

    /** Returns the exclusive bound of what is in containers. */
    long durable();

    /**
     * Returns the exclusive bound of what a reader may see; what the reader itself has in its open block at or behind a
     * position is put into the queue for that.
     *
     * @param reader the area that reads
     */
    long visibleEnd(Object reader, long position);

    /**
     * Copies the first block in memory at or behind a place, its header as it will be stored but for the checksums.
     *
     * @param target receives the block at index 0 if it is large enough; little-endian
     * @return the block's place, {@link org.clfs4j.core.format.Place#NONE} if it is in containers by now, or
     *     {@link #NOT_YET} if there is none, or one that still has an open claim
     */
    long copyUnflushed(long place, ByteBuffer target);

    /** Returns the open read contexts of the stream. */
    ReadContexts contexts();

    /** Returns those who wait for more records. */
    Arrivals arrivals();

    /** Returns the time that waiting is measured in. */
    LogClock clock();

    /** Does nothing unless the log has failed, so that no more records will come. */
    void checkFailure() throws LogException;
}
