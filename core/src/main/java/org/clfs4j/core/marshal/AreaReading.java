package org.clfs4j.core.marshal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.stream.ReadCursor;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The part of a marshalling area that every area has: its blocks, its read contexts, its life.
 *
 * <pre>
 *   open ──beginClose──▶ closing ──finishClose: free blocks freed──▶ closed ──last read context──▶ log released
 * </pre>
 *
 * @threading safe for concurrent use
 */
public final class AreaReading {

    /** Lets go of the log. */
    @FunctionalInterface
    public interface Release {
        void release() throws LogException;
    }

    private static final Logger LOGGER = System.getLogger(AreaReading.class.getName());

    private final RecordSource source;
    private final MarshallingAreaOptions options;
    private final Release release;
    private final boolean readable;
    private final int blockSize;
    private AreaMemory memory;
    private volatile boolean closed;
    private int users = 1;
    private final Set<ReadCursor> open = ConcurrentHashMap.newKeySet();

    /**
     * Creates the part.
     *
     * @param readable whether read access was asked for at open
     * @param release lets go of the log when the area and all its read contexts are closed
     */
    public AreaReading(RecordSource source, MarshallingAreaOptions options, boolean readable, Release release) {
        this.source = source;
        this.readable = readable;
        this.options = options;
        this.release = release;
        this.blockSize = Sectors.roundUp(options.blockSize(), source.sectorSize());
    }

    int blockSize() {
        return blockSize;
    }

    /** Tells whether links to records that are not there are refused. */
    boolean strictLinks() {
        return options.strictLinks();
    }

    /** Creates the memory of the area; its blocks will name the area, if it is one that writes. */
    AreaMemory memory(Area area) {
        BlockAllocator allocator = options.allocate() == null
                ? source.table().memory().blocks()
                : BlockAllocator.of(options.allocate(), options.free());
        memory = new AreaMemory(area, allocator, options, blockSize);
        return memory;
    }

    boolean closed() {
        return closed;
    }

    void checkOpen() throws LogException {
        if (closed) {
            throw new LogUsageException(LogStatus.INVALID_HANDLE, "The marshalling area was closed");
        }
    }

    void checkReadable() throws LogException {
        checkOpen();
        if (!readable) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED, "Log " + source.logName() + " was not opened for reading");
        }
    }

    ReadContext read(Lsn from, ReadMode mode, Object reader) throws LogException {
        checkReadable();
        synchronized (this) {
            checkOpen();
            users++;
        }
        ByteBuffer block = null;
        ReadCursor cursor = null;
        boolean opened = false;
        try {
            block = memory.takeReadBlock();
            ByteBuffer taken = block;
            cursor = new ReadCursor(
                    source,
                    mode,
                    reader,
                    block.duplicate().clear().limit(blockSize).slice(),
                    () -> closed,
                    () -> memory.giveBack(taken),
                    this::endReading);
            open.add(cursor);
            cursor.seek(from);
            opened = true;
            return cursor;
        } finally {
            if (!opened) {
                if (cursor != null) {
                    open.remove(cursor);
                }
                if (block != null) {
                    memory.giveBack(block);
                }
                letGoQuietly();
            }
        }
    }

    private void endReading(ReadCursor cursor) {
        open.remove(cursor);
        letGoQuietly();
    }

    private void letGoQuietly() {
        try {
            letGo();
        } catch (LogException e) {
            LOGGER.log(Level.WARNING, "Closing log " + source.logName() + " after its last reader failed", e);
        }
    }

    /** Refuses further calls, also of read contexts; false if that was done before. */
    boolean beginClose() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        open.forEach(ReadCursor::areaClosed);
        source.arrivals().signal();
        return true;
    }

    /** Frees the blocks, those of open read contexts when these are closed. */
    void finishClose() throws LogException {
        memory.close();
        letGo();
    }

    private void letGo() throws LogException {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        release.release();
    }
}
