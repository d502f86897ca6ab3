package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * One record for each line, with its end ({@code LF} or {@code CRLF}) as it stands in the input; the last line may have none.
 *
 * <pre>
 *   bytes  ┌── handed out ──┬─ line ─┬── read ahead ──┬── free ──┐
 *          0              start     end             filled     length
 * </pre>
 *
 * @threading not thread-safe
 */
public final class LineSource implements RecordSource {

    private static final int INITIAL_BUFFER = 256 << 10;

    private final ReadableByteChannel input;
    private final int limit;
    private byte[] bytes = new byte[INITIAL_BUFFER];
    private int start;
    private int filled;
    private long lines;

    /**
     * Cuts an input into lines.
     *
     * @param input the input
     * @param limit bytes of the longest line that is accepted, its end included
     */
    public LineSource(ReadableByteChannel input, int limit) {
        this.input = input;
        this.limit = limit;
    }

    @Override
    public ByteBuffer next() throws IOException {
        int searched = start;
        while (true) {
            int end = endOfLine(searched);
            if (end > 0) {
                return line(end);
            }
            int length = filled - start;
            if (length > limit) {
                throw tooLong();
            }
            if (!readMore()) {
                return start < filled ? line(filled) : null;
            }
            searched = start + length;
        }
    }

    /** Returns the index behind the first line feed, or 0. */
    private int endOfLine(int from) {
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private ByteBuffer line(int end) throws LineTooLongException {
        if (end - start > limit) {
            throw tooLong();
        }
        ByteBuffer line = ByteBuffer.wrap(bytes, start, end - start);
        start = end;
        lines++;
        return line;
    }

    private LineTooLongException tooLong() {
        return new LineTooLongException(lines + 1, limit);
    }

    /** Moves what is left to the beginning of the buffer and reads behind it. */
    private boolean readMore() throws IOException {
        System.arraycopy(bytes, start, bytes, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int count = input.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
        filled += Math.max(count, 0);
        return count >= 0;
    }
}
