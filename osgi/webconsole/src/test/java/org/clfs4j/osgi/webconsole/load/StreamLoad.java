package org.clfs4j.osgi.webconsole.load;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.RestartOptions;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.error.LogException;

/** One stream that is written to, and whose base follows its end at some distance. */
final class StreamLoad implements AutoCloseable {

    private final LogStream stream;
    private final MarshallingArea area;
    private final Random random;
    private final int maxLength;
    private final int kept;
    private final Deque<Lsn> beginnings = new ArrayDeque<>();

    /**
     * Begins with an empty stream.
     *
     * @param kept how many groups of records are still needed
     */
    StreamLoad(LogStream stream, String tag, int maxLength, int kept, long seed) throws LogException {
        this.stream = stream;
        this.area = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().tag(new PoolTag(tag)).build());
        this.random = new Random(seed);
        this.maxLength = maxLength;
        this.kept = kept;
    }

    /** Appends a group of records, flushes it, and lets the base follow; returns the last one. */
    Lsn append(int records) throws LogException {
        Lsn last = append();
        beginnings.add(last);
        for (int i = 1; i < records; i++) {
            last = append();
        }
        area.flush();
        if (beginnings.size() > kept) {
            beginnings.remove();
            stream.advanceBase(beginnings.element());
        }
        return last;
    }

    private Lsn append() throws LogException {
        byte[] payload = new byte[1 + random.nextInt(maxLength)];
        random.nextBytes(payload);
        return area.append(ByteBuffer.wrap(payload), Append.FORCE_APPEND);
    }

    void reserve(int... lengths) throws LogException {
        area.reserve(lengths);
    }

    void writeRestartArea() throws LogException {
        area.writeRestartArea(ByteBuffer.allocate(Long.BYTES).putLong(0, stream.id()), RestartOptions.NONE);
    }

    int id() {
        return stream.id();
    }

    @Override
    public void close() throws LogException {
        area.close();
    }
}
