package org.clfs4j.core.io;

import java.nio.file.FileSystemException;

/** What has the name of a file is a directory, a symbolic link or a device, and was not opened. */
public final class NotRegularFileException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param file its path
     * @param type what it is, such as {@code a directory}
     */
    public NotRegularFileException(String file, String type) {
        super(file, null, "is " + type + ", not a regular file");
    }
}
