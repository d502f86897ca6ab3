package org.clfs4j.cli;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.clfs4j.Append;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.error.LogException;

/**
 * Appends records with blocks large enough for them, and makes them durable as often as was asked for.
 *
 * @threading one thread appends; any may flush and ask what was appended
 */
final class RecordAppender implements AutoCloseable {

    /** When records become durable. */
    enum Durable {
        /** Each before the next is appended. */
        RECORD,
        /** A number of them together. */
        BATCH,
        /** All together at the end. */
        END;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As much memory as blocks that wait to be written may take together. */
    private static final int MEMORY = 64 << 20;

    private final LogStream stream;
    private final boolean blocksMayGrow;
    private final Append options;
    private final long recordsPerFlush;
    private volatile MarshallingArea area;
    private volatile long records;
    private long bytes;
    private Lsn first = Lsn.INVALID;
    private volatile Lsn last = Lsn.INVALID;

    /**
     * Starts appending.
     *
     * @param stream what to append to
     * @param blockSize bytes of one block
     * @param blocksMayGrow whether larger blocks are taken for a record that does not fit
     * @param durable when records become durable
     * @param batch how many records become durable together with {@link Durable#BATCH}
     * @throws LogException if the area could not be created
     */
    RecordAppender(LogStream stream, int blockSize, boolean blocksMayGrow, Durable durable, long batch)
            throws LogException {
        this.stream = stream;
        this.blocksMayGrow = blocksMayGrow;
        this.options = durable == Durable.RECORD ? Append.FORCE_FLUSH : Append.NONE;
        this.recordsPerFlush = durable == Durable.BATCH ? batch : Long.MAX_VALUE;
        this.area = area(blockSize);
    }

    void append(ByteBuffer record) throws LogException {
        int length = record.remaining();
        fit(length);
        last = Lsn.of(area.appendAsLong(record, options));
        first = records == 0 ? last : first;
        records++; // this thread alone writes it
        bytes += length;
        if (records % recordsPerFlush == 0) {
            area.flush();
        }
    }

    /** Takes larger blocks if the record needs them; what was appended before keeps its place before it. */
    private void fit(int length) throws LogException {
        int blockSize = area.blockSize();
        while (blocksMayGrow && length > area.maxRecordSize() && blockSize < MarshallingAreaOptions.MAX_BLOCK_SIZE) {
            blockSize = Math.min(2 * blockSize, MarshallingAreaOptions.MAX_BLOCK_SIZE);
            if (blockSize > length) {
                area.close();
                area = area(blockSize);
            }
        }
    }

    private MarshallingArea area(int blockSize) throws LogException {
        int blocks = Math.min(MarshallingAreaOptions.DEFAULT_MAX_WRITE_BLOCKS, Math.max(2, MEMORY / blockSize));
        return stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(blockSize)
                .maxWriteBlocks(blocks)
                .build());
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    /** The first appended record, or {@link Lsn#INVALID}. */
    Lsn first() {
        return first;
    }

    /** The last appended record, or {@link Lsn#INVALID}. */
    Lsn last() {
        return last;
    }

    /** Makes everything durable. */
    void flush() throws LogException {
        area.flush();
    }

    @Override
    public void close() throws LogException {
        area.close();
    }
}
