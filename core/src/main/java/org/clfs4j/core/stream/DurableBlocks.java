package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.Damage;

/**
 * The durable blocks of one stream, one of which is in memory at a time.
 *
 * <p>A block is named by its LSN, which is that of its first record. Where it lies in containers, and how it is found
 * there, is what implementations differ in.
 *
 * @threading not thread-safe; every reader has its own
 */
public interface DurableBlocks {

    /** What was found where a block was looked for. */
    enum Found {
        /** The block, which is loaded. */
        BLOCK,

        /** A block that is larger than the memory. */
        TOO_LARGE,

        /** No intact block of the stream. */
        DAMAGED,

        /** No block of the stream below the durable bound, to which the position has moved: a crash left a gap. */
        NOTHING
    }

    /** Returns the memory in which blocks are, always the same, little-endian; its position and limit mean nothing. */
    ByteBuffer memory();

    /** Gives up what is loaded, and returns the memory to be written from index 0 on. */
    ByteBuffer overwrite();

    /** Returns the LSN at or behind which {@link #next} looks for a block. */
    long position();

    /** Goes to a block's LSN, or to a bound behind one; what is before it is not known. */
    void start(long lsn);

    /** Goes behind a block that was not durable when it was read, so that it is not known here. */
    void goOn(long lsn);

    /** Loads the first block at or behind the position, which is below the durable bound; goes behind it if it is intact. */
    Found next() throws IOException;

    /** Loads the block that begins at an LSN below the durable bound, and goes behind it if it is intact. */
    Found at(long lsn) throws IOException;

    /** Returns the LSN of the block that {@link #next} or {@link #at} was about last. */
    long lsn();

    /** Returns the index in the memory where the loaded block begins. */
    int index();

    /** Tells whether blocks at or behind the position may have been given up before they were read. */
    boolean mayHaveBeenPassed();

    /**
     * Tells whether blocks of the stream may have been lost behind the last one that is known; if so, {@link #damage} describes that,
     * and {@link #passOver} goes behind it.
     */
    boolean endIsDamaged();

    /** Tells whether a block of the stream begins at an LSN, be it intact or not; slow. */
    boolean begins(long lsn) throws IOException;

    /** Describes what {@link #next} or {@link #at} has met last instead of an intact block. */
    Damage damage() throws IOException;

    /**
     * Goes behind what {@link #next} has met instead of an intact block.
     *
     * @return how many bytes were passed over
     */
    long passOver() throws IOException;
}
