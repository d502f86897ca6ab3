package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens the files of a directory: the part of a {@link FileStorage} that another way to the same files can replace.
 *
 * <p>Failures are told as {@link Storage} says.
 *
 * @threading safe for concurrent use; an interrupt of the calling thread neither fails nor shortens any call, and is kept
 */
public interface FileOpener {

    /**
     * Creates an empty file that only its owner may use.
     *
     * @param path the file; its directory is canonical
     * @return the file, open for reading and writing
     * @throws IOException if it exists, also as a symbolic link, or cannot be created; then no new file is left
     */
    StorageFile create(Path path) throws IOException;

    /**
     * Takes the room for a new file at once, where that can be done, before all of it is written.
     *
     * @param file what {@link #create} returned, still empty
     * @param size bytes that are about to be written into it
     * @throws NoSpaceException if there is no such room
     * @throws IOException if that failed otherwise
     */
    default void reserve(StorageFile file, long size) throws IOException {
        // It is taken bit by bit.
    }

    /**
     * Opens an existing regular file.
     *
     * @param path the file; its directory is canonical
     * @param writable whether it will be written
     * @return the file
     * @throws NotRegularFileException if it is a directory, a symbolic link or a device
     * @throws IOException if it does not exist or must not be opened so
     */
    StorageFile open(Path path, boolean writable) throws IOException;

    /**
     * Makes the creation and deletion of files durable.
     *
     * @param directory the canonical path of their directory
     * @throws IOException if that failed
     */
    void forceDirectory(Path directory) throws IOException;
}
