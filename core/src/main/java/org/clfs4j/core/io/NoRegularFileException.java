package org.clfs4j.core.io;

import java.io.IOException;

/** What is there under a file's name is no regular file but a directory, a link, a pipe or a device. */
public final class NoRegularFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is there, and where
     */
    public NoRegularFileException(String message) {
        super(message);
    }
}
