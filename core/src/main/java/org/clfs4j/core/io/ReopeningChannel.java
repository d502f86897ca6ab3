package org.clfs4j.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * A file channel that is opened again when an interrupt has closed it.
 *
 * <p>The JDK closes a {@link FileChannel}, for all its users, when a thread is interrupted in the middle of an operation.
 *
 * @threading safe for concurrent use
 */
final class ReopeningChannel implements Closeable {

    /** Opens the file, always the same one. */
    @FunctionalInterface
    interface Opener {

        /**
         * Opens the file.
         *
         * @return the channel
         * @throws IOException if it cannot be opened, or another file has its name now
         */
        FileChannel open() throws IOException;
    }

    private final Opener opener;
    private final boolean mayReopen;
    private volatile FileChannel channel;
    private boolean closed;

    /**
     * Opens the channel for the first time.
     *
     * @param opener opens the file
     * @param mayReopen whether the opener can tell the file from another one of the same name
     * @throws IOException if it cannot be opened
     */
    ReopeningChannel(Opener opener, boolean mayReopen) throws IOException {
        this.opener = opener;
        this.mayReopen = mayReopen;
        this.channel = opener.open();
    }

    /**
     * Returns the channel to use now.
     *
     * @return the channel, or {@code null} if it is closed and could not be opened again
     */
    FileChannel channel() {
        return channel;
    }

    /**
     * Opens the channel again, unless somebody else has.
     *
     * @param lost the channel that was found closed
     * @throws ClosedChannelException if it was closed on purpose
     */
    synchronized void reopen(FileChannel lost) throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel != lost) {
            return;
        }
        try {
            channel = mayReopen ? opener.open() : null;
        } catch (IOException e) { // such as too many open files, or the file was deleted: its user has another way
            channel = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        FileChannel last = channel;
        channel = null;
        if (last != null) {
            last.close();
        }
    }
}
