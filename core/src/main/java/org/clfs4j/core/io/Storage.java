package org.clfs4j.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/**
 * The files of one directory, as the engine needs them: about a dozen verbs.
 *
 * <p>Failure contract. Nothing is durable before it is forced: the bytes of a file by {@link StorageFile#force()}, the
 * existence and the name of a file by {@link #forceDirectory()}. A write that fails may have written any part of its
 * bytes. A force that fails leaves every byte written since the last successful force unknown for ever: the engine must
 * not force again and believe it. Every failure is an {@link IOException}; {@link NoSpaceException} if there is no room,
 * {@link java.nio.file.NoSuchFileException}, {@link java.nio.file.FileAlreadyExistsException} and
 * {@link java.nio.file.AccessDeniedException} for what they say.
 *
 * <p>File names are single path segments. Symbolic links are not followed.
 *
 * @threading safe for concurrent use; an interrupt of the calling thread neither fails nor shortens any call, and is kept
 */
public interface Storage {

    /**
     * Returns the directory's identity, equal for all storages of the same directory in this JVM.
     *
     * @return an absolute, canonical name
     */
    String identity();

    /**
     * Tells whether a file of this name exists, of whatever type.
     *
     * @param name the file's name
     * @return true if it exists
     * @throws IOException if the directory does not exist or cannot be read
     */
    boolean exists(String name) throws IOException;

    /**
     * Lists the names in the directory.
     *
     * @return the names
     * @throws IOException if the directory does not exist or cannot be read
     */
    Set<String> list() throws IOException;

    /**
     * Tells what is kept about a file.
     *
     * @param name the file's name
     * @return its times and attributes
     * @throws IOException if it does not exist or they cannot be had
     */
    FileFacts facts(String name) throws IOException;

    /**
     * Creates a file that only its owner may use and writes zeros into all of it; neither is forced.
     *
     * @param name the file's name
     * @param size bytes
     * @return the file, open for reading and writing
     * @throws IOException if the file exists or cannot be created or filled; then no new file is left
     */
    StorageFile create(String name, long size) throws IOException;

    /**
     * Opens an existing regular file.
     *
     * @param name the file's name
     * @param writable whether it will be written
     * @return the file
     * @throws NotRegularFileException if it is a directory, a symbolic link or a device
     * @throws IOException if it does not exist or must not be opened so
     */
    StorageFile open(String name, boolean writable) throws IOException;

    /**
     * Deletes a file; not forced.
     *
     * @param name the file's name
     * @throws IOException if it does not exist or cannot be deleted
     */
    void delete(String name) throws IOException;

    /**
     * Makes the creation and deletion of files durable.
     *
     * @throws IOException if that failed
     */
    void forceDirectory() throws IOException;

    /**
     * Takes the exclusive right to write, which ends when the lock is closed or the process dies. The file is created if
     * missing and never deleted.
     *
     * @param name the name of the lock file, which nobody else opens
     * @return the lock
     * @throws LockedException if somebody else has it
     * @throws IOException if the lock file cannot be used
     */
    Closeable lock(String name) throws IOException;
}
