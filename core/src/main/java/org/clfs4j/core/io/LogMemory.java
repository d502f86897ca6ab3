package org.clfs4j.core.io;

import java.nio.ByteBuffer;
import org.clfs4j.allocator.BlockAllocator;

/**
 * The memory of one open log.
 *
 * <p>What an engine takes for a while it gives back itself. What it keeps as long as the log is open goes back when the memory
 * is closed, whatever went wrong before.
 *
 * @threading safe for concurrent use
 */
public interface LogMemory extends AutoCloseable {

    /** The JVM's own memory, all of which the garbage collector takes back. */
    LogMemory JVM = new JvmMemory();

    /**
     * Hands out memory that files are read into and written from, at an address that suits them.
     *
     * @param bytes how many
     * @return a little-endian buffer of that capacity, all zeros
     */
    ByteBuffer io(int bytes);

    /**
     * Hands out memory that only the engine looks at.
     *
     * @param bytes how many
     * @return a little-endian buffer of that capacity, all zeros
     */
    ByteBuffer table(int bytes);

    /**
     * Takes memory back before the log is closed; nothing if that was done already.
     *
     * @param memory the very object that was handed out
     */
    void free(ByteBuffer memory);

    /**
     * Makes the allocator of a marshalling area that was created without one. Its blocks do not belong to this memory: the area
     * gives each of them back.
     *
     * @return an allocator that no other area has
     */
    BlockAllocator blocks();

    /** Takes everything back that was handed out, but what a system call is reading or writing at this moment. */
    @Override
    void close();
}
