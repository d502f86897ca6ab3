package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;

/**
 * Collects which blocks were written into the newest container of a multiplexed log, and writes that behind its blocks from time to
 * time, so that opening the log need not read them.
 *
 * @threading confined to recovery and then to the flush leader
 */
public final class IndexWriter {

    private static final int INITIAL_ENTRIES = 254;

    private final LogMemory memory;
    private final long containerSize;
    private final long areaSize;
    private final Checksum checksum;
    private ByteBuffer segment;
    private long from;
    private long upTo;
    private long position;
    private int count;

    /**
     * Creates a writer for the containers of one log.
     *
     * @param memory what is collected is kept in it as long as the log is open
     */
    public IndexWriter(LogMemory memory, long containerSize, int sectorSize, Checksum checksum) {
        this.memory = memory;
        this.containerSize = containerSize;
        this.areaSize = IndexFormat.areaSize(containerSize, sectorSize);
        this.checksum = checksum;
        this.segment = allocate(INITIAL_ENTRIES);
    }

    private ByteBuffer allocate(int entries) {
        return memory.io((int) IndexFormat.paddedLength(entries));
    }

    /**
     * Begins at a place in a container.
     *
     * @param place what is below is told by earlier segments
     * @param areaPosition where the next segment goes
     */
    public void begin(long place, long areaPosition) {
        from = place;
        upTo = place;
        position = areaPosition;
        count = 0;
    }

    /** Adds a block; one in another container begins that. */
    public void add(int streamId, long lsn, long place, int length) {
        if (Place.container(place) != Place.container(upTo)) {
            begin(Place.of(Place.container(place), 0), 0);
        }
        int at = IndexFormat.HEADER_LENGTH + count * IndexFormat.ENTRY_LENGTH;
        if (at + IndexFormat.ENTRY_LENGTH > segment.capacity()) {
            grow();
        }
        segment.putLong(at, lsn);
        segment.putLong(at + Long.BYTES, IndexFormat.pack(streamId, Place.offset(place), length));
        count++;
        upTo = place + length;
    }

    private void grow() {
        ByteBuffer larger = allocate(2 * count);
        larger.put(0, segment, 0, IndexFormat.HEADER_LENGTH + count * IndexFormat.ENTRY_LENGTH);
        memory.free(segment);
        segment = larger;
    }

    /**
     * Writes a segment with all that was added since the last one; not forced. Without room for it nothing is written, and the next
     * opening reads the blocks.
     *
     * @param last whether no block follows in the container
     */
    public void write(ContainerFile container, boolean last, long epoch) throws IOException {
        int length = (int) IndexFormat.paddedLength(count);
        if (position + length > areaSize) {
            return;
        }
        segment.putInt(IndexFormat.MAGIC_OFFSET, IndexFormat.MAGIC);
        segment.putShort(IndexFormat.VERSION_OFFSET, (short) IndexFormat.VERSION);
        segment.putShort(IndexFormat.FLAGS_OFFSET, (short) (last ? IndexFormat.FLAG_LAST : 0));
        segment.putInt(IndexFormat.COUNT_OFFSET, count);
        segment.putLong(IndexFormat.LOGICAL_ID_OFFSET, Place.container(from));
        segment.putLong(IndexFormat.FROM_OFFSET, from);
        segment.putLong(IndexFormat.UP_TO_OFFSET, upTo);
        segment.putLong(IndexFormat.EPOCH_OFFSET, epoch);
        for (int i = IndexFormat.HEADER_LENGTH + count * IndexFormat.ENTRY_LENGTH; i < length; i++) {
            segment.put(i, (byte) 0);
        }
        segment.putInt(IndexFormat.CHECKSUM_OFFSET, IndexFormat.checksum(segment, count, checksum));
        segment.clear().limit(length);
        container.write(segment, containerSize + position);
        segment.clear();
        position += length;
        from = upTo;
        count = 0;
    }
}
