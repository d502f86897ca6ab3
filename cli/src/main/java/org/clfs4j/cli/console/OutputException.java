package org.clfs4j.cli.console;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** Standard output could not be written. */
public final class OutputException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param cause what the write ended with
     */
    public OutputException(IOException cause) {
        super("standard output could not be written: " + cause.getMessage(), cause);
    }

    /**
     * Tells whether the reader went away, as {@code head} does when it has enough.
     *
     * @return true if the other end of the pipe was closed, or whoever runs the command wants no more of it
     */
    public boolean brokenPipe() {
        if (getCause() instanceof ClosedChannelException) {
            return true;
        }
        // The JDK has no type or code for EPIPE; these are the texts of the C library and of Windows.
        String message = String.valueOf(getCause().getMessage());
        return message.contains("Broken pipe") || message.contains("pipe is being closed");
    }
}
