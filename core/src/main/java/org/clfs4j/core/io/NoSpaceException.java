package org.clfs4j.core.io;

import java.io.IOException;

/** The file system has no room for a new file or for the bytes of one. */
public final class NoSpaceException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the file and what was to be written
     * @param cause what the platform said, or {@code null}
     */
    public NoSpaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
