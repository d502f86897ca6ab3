package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;

/**
 * Reads what the index behind a container's blocks says of them.
 *
 * <p>Segments follow each other, each going on where the one before it ends; what does not is of an earlier lap, or was not
 * written whole, and ends the index. So it may say less than there is, but nothing wrong.
 *
 * @threading not thread-safe
 */
public final class IndexArea implements AutoCloseable {

    /** Is told one block. */
    @FunctionalInterface
    public interface Visitor {
        void block(int streamId, long lsn, long place, int length);
    }

    private final long containerSize;
    private final long areaSize;
    private final Checksum checksum;
    private final LogMemory owner;
    private ByteBuffer memory;
    private long coveredUpTo;
    private long position;
    private boolean complete;
    private long bytesRead;

    /** Creates a reader for the containers of one log; to be closed. */
    public IndexArea(LogMemory memory, long containerSize, int sectorSize, Checksum checksum) {
        this.owner = memory;
        this.memory = memory.io(IndexFormat.GRANULARITY);
        this.containerSize = containerSize;
        this.areaSize = IndexFormat.areaSize(containerSize, sectorSize);
        this.checksum = checksum;
    }

    /**
     * Reads the index of a container that has a logical id.
     *
     * <p>A segment that ends a container is written before the last blocks are forced, and the log may end before them after a
     * crash, or go on in their container with a block that fits there. Where that can be, it is not believed, and written anew.
     *
     * @param goesOnFrom the place in the container from which on blocks may be written still, and above which nothing is
     *     believed; {@link Place#NONE} if there is none
     */
    public void read(ContainerFile file, long goesOnFrom, Visitor visitor) throws IOException {
        long logicalId = file.logicalId();
        position = 0;
        coveredUpTo = Place.of(logicalId, 0);
        complete = false;
        while (!complete && position < areaSize) {
            int count = readSegment(file, logicalId);
            if (count < 0) {
                return;
            }
            long upTo = memory.getLong(IndexFormat.UP_TO_OFFSET);
            boolean last = (memory.getShort(IndexFormat.FLAGS_OFFSET) & IndexFormat.FLAG_LAST) != 0;
            if (goesOnFrom != Place.NONE && (last || Place.less(goesOnFrom, upTo))) {
                return;
            }
            tell(logicalId, count, visitor);
            coveredUpTo = upTo;
            complete = last;
            position += IndexFormat.paddedLength(count);
        }
    }

    /** Returns how many entries the segment at the position has, or -1 if there is none that goes on there. */
    private int readSegment(ContainerFile file, long logicalId) throws IOException {
        fill(file, IndexFormat.GRANULARITY);
        int count = memory.getInt(IndexFormat.COUNT_OFFSET);
        boolean sensible = memory.limit() >= IndexFormat.HEADER_LENGTH
                && memory.getInt(IndexFormat.MAGIC_OFFSET) == IndexFormat.MAGIC
                && memory.getShort(IndexFormat.VERSION_OFFSET) == IndexFormat.VERSION
                && memory.getLong(IndexFormat.LOGICAL_ID_OFFSET) == logicalId
                && memory.getLong(IndexFormat.FROM_OFFSET) == coveredUpTo
                && count >= 0
                && count <= areaSize / IndexFormat.ENTRY_LENGTH
                && position + IndexFormat.paddedLength(count) <= areaSize;
        if (!sensible) {
            return -1;
        }
        int length = (int) IndexFormat.paddedLength(count);
        if (length > IndexFormat.GRANULARITY) {
            fill(file, length);
        }
        boolean whole = memory.limit() == length
                && memory.getInt(IndexFormat.CHECKSUM_OFFSET) == IndexFormat.checksum(memory, count, checksum);
        memory.clear();
        return whole && entriesAscend(count) ? count : -1;
    }

    private void fill(ContainerFile file, int length) throws IOException {
        if (memory.capacity() < length) {
            ByteBuffer larger = owner.io(length);
            owner.free(memory);
            memory = larger;
        }
        memory.clear().limit(length);
        int read = file.read(memory, containerSize + position);
        bytesRead += read;
        memory.clear().limit(read);
    }

    private boolean entriesAscend(int count) {
        long at = Place.offset(coveredUpTo);
        for (int i = 0; i < count; i++) {
            long packed = packed(i);
            if (IndexFormat.blockOffset(packed) < at || IndexFormat.length(packed) == 0) {
                return false;
            }
            at = IndexFormat.blockOffset(packed) + IndexFormat.length(packed);
        }
        long upTo = memory.getLong(IndexFormat.UP_TO_OFFSET);
        return at <= containerSize
                && Place.container(upTo) == Place.container(coveredUpTo)
                && Place.offset(upTo) >= at
                && Place.offset(upTo) <= containerSize;
    }

    private long packed(int entry) {
        return memory.getLong(IndexFormat.HEADER_LENGTH + entry * IndexFormat.ENTRY_LENGTH + Long.BYTES);
    }

    private void tell(long logicalId, int count, Visitor visitor) {
        for (int i = 0; i < count; i++) {
            long lsn = memory.getLong(IndexFormat.HEADER_LENGTH + i * IndexFormat.ENTRY_LENGTH);
            long packed = packed(i);
            visitor.block(
                    IndexFormat.streamId(packed),
                    lsn,
                    Place.of(logicalId, IndexFormat.blockOffset(packed)),
                    IndexFormat.length(packed));
        }
    }

    /** Returns the place below which the index that was read last tells every block. */
    public long coveredUpTo() {
        return coveredUpTo;
    }

    /** Tells whether the index that was read last tells every block of its container. */
    public boolean complete() {
        return complete;
    }

    /** Returns where in the area the next segment goes. */
    public long position() {
        return position;
    }

    /** Returns how many bytes were read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        owner.free(memory);
    }
}
