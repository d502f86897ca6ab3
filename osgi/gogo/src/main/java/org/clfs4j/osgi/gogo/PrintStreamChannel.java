package org.clfs4j.osgi.gogo;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.function.BooleanSupplier;

/**
 * A print stream as a channel that takes nothing any more when nobody wants it: the stream has failed, the thread is interrupted, or
 * the command is over. Each piece that is written can be read at once.
 */
final class PrintStreamChannel implements WritableByteChannel {

    private final PrintStream stream;
    private final BooleanSupplier over;

    PrintStreamChannel(PrintStream stream, BooleanSupplier over) {
        this.stream = stream;
        this.over = over;
    }

    @Override
    public int write(ByteBuffer source) throws ClosedChannelException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        stream.write(bytes, 0, bytes.length);
        if (stream.checkError()) { // flushes, too
            throw new ClosedChannelException();
        }
        return bytes.length;
    }

    @Override
    public boolean isOpen() {
        return !over.getAsBoolean();
    }

    /** Leaves the stream to the session, which goes on. */
    @Override
    public void close() {
        stream.flush();
    }
}
