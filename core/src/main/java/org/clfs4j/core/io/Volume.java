package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the file system says about itself.
 *
 * <p>Only a hint: it may not know, and others use the same room. What counts is whether a write succeeds.
 *
 * @threading safe for concurrent use
 */
interface Volume {

    /**
     * Returns how many bytes could still be written.
     *
     * @return bytes, {@link Long#MAX_VALUE} if unknown
     */
    long usableSpace();

    /**
     * Tells whether nothing can be written at all.
     *
     * @return true if it is known to be read-only
     */
    boolean readOnly();

    /**
     * Asks the file system of a directory.
     *
     * @param directory the directory
     * @return what it says now, asked anew at every call
     */
    static Volume of(Path directory) {
        return new Volume() {
            @Override
            public long usableSpace() {
                try {
                    long bytes = Files.getFileStore(directory).getUsableSpace();
                    return bytes < 0 ? Long.MAX_VALUE : bytes; // more than 8 EiB
                } catch (IOException unknown) {
                    return Long.MAX_VALUE; // such as a container without a mount table
                }
            }

            @Override
            public boolean readOnly() {
                try {
                    FileStore store = Files.getFileStore(directory);
                    return store.isReadOnly();
                } catch (IOException unknown) {
                    return false;
                }
            }
        };
    }
}
