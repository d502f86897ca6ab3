package org.clfs4j.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file, read and written at given positions.
 *
 * @threading safe for concurrent use
 */
public interface StorageFile extends Closeable {

    /**
     * Returns the file's name in its directory.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the file's size.
     *
     * @return bytes
     * @throws IOException if it cannot be had
     */
    long size() throws IOException;

    /**
     * Reads until the buffer or the file ends.
     *
     * @param target receives the bytes from its position to its limit
     * @param position the offset in the file
     * @return the number of bytes read, fewer than asked for only at the end of the file
     * @throws IOException if reading failed
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes all bytes of a buffer; not forced.
     *
     * @param source the bytes from its position to its limit
     * @param position the offset in the file; the range lies within the file's size
     * @throws IOException if writing failed; any part may have been written
     */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Makes everything written to this file durable.
     *
     * @throws IOException if that failed; never to be retried and believed
     */
    void force() throws IOException;
}
