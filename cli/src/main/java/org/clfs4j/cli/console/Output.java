package org.clfs4j.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output: buffered, for bytes and for UTF-8 text, and honest about failures.
 *
 * <p>{@link java.io.PrintStream} would swallow a failed write, and the tool would report success for bytes that nobody got.
 *
 * @threading not thread-safe
 */
public final class Output extends OutputStream {

    private static final int BUFFER_SIZE = 256 << 10;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

    /**
     * Writes to a channel.
     *
     * @param channel where the bytes go
     */
    public Output(WritableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes to the standard output of this process.
     *
     * @return the output
     */
    @SuppressWarnings("resource") // lives as long as the process
    public static Output standard() {
        return new Output(new FileOutputStream(FileDescriptor.out).getChannel());
    }

    /**
     * Writes all remaining bytes of a buffer.
     *
     * @param bytes the bytes; consumed
     * @throws OutputException if they could not be written
     */
    public void write(ByteBuffer bytes) throws OutputException {
        if (bytes.remaining() > buffer.remaining()) {
            flush();
        }
        if (bytes.remaining() > buffer.capacity()) {
            drain(bytes);
        } else {
            buffer.put(bytes);
        }
    }

    @Override
    public void write(int b) throws OutputException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws OutputException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    /**
     * Writes a line of text.
     *
     * @param line the text, without the line's end
     * @throws OutputException if it could not be written
     */
    public void line(String line) throws OutputException {
        write(StandardCharsets.UTF_8.encode(line));
        write('\n');
    }

    /**
     * Writes a line of text from a pattern.
     *
     * @param format as in {@link String#format}, without the line's end
     * @param arguments the values
     * @throws OutputException if it could not be written
     */
    public void line(String format, Object... arguments) throws OutputException {
        line(String.format(Locale.ROOT, format, arguments));
    }

    @Override
    public void flush() throws OutputException {
        buffer.flip();
        try {
            drain(buffer);
        } finally {
            buffer.clear();
        }
    }

    @Override
    public void close() throws OutputException {
        flush();
    }

    private void drain(ByteBuffer bytes) throws OutputException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }
}
