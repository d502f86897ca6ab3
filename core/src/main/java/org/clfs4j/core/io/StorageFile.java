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
     * Writes all bytes of a buffer and makes everything written to this file durable, with a single call to the platform if
     * that can be done.
     *
     * @param source the bytes from its position to its limit; its memory stays until the call returns
     * @param position the offset in the file; the range lies within the file's size
     * @throws IOException if writing or forcing failed; never to be retried and believed
     */
    default void writeDurably(ByteBuffer source, long position) throws IOException {
        write(source, position);
        force();
    }

    /**
     * Writes all bytes of several buffers one behind the other and makes everything written to this file durable, with a single
     * call to the platform if that can be done.
     *
     * @param sources the bytes of each from its position to its limit; their memory stays until the call returns
     * @param count how many of them, from the first on
     * @param position the offset in the file; the range lies within the file's size
     * @throws IOException if writing or forcing failed; never to be retried and believed
     */
    default void writeDurably(ByteBuffer[] sources, int count, long position) throws IOException {
        long at = position;
        for (int i = 0; i < count; i++) {
            int length = sources[i].remaining();
            write(sources[i], at);
            at += length;
        }
        force();
    }

    /**
     * Makes everything written to this file durable.
     *
     * @throws IOException if that failed; never to be retried and believed
     */
    void force() throws IOException;
}
