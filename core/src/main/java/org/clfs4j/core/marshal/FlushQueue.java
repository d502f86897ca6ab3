package org.clfs4j.core.marshal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.clfs4j.core.format.Sectors;

/**
 * Closed blocks in the order of their places, on their way to storage.
 *
 * @threading safe for concurrent use
 */
final class FlushQueue {

    /** The largest group that one flush writes, but for a single larger block, in bytes. */
    static final int MAX_GROUP = 16 << 20;

    private final ArrayDeque<WriteBlock> queued = new ArrayDeque<>();
    private final int sectorSize;
    private long bytes;

    FlushQueue(int sectorSize) {
        this.sectorSize = sectorSize;
    }

    /** Appends a closed block and returns how many bytes are queued now. */
    synchronized long add(WriteBlock block) {
        queued.addLast(block);
        bytes += length(block);
        return bytes;
    }

    /** A block of the queue, as its stream knows it. */
    record Youngest(StreamWriter stream, long bound) {}

    /** Returns the block that was added last. */
    synchronized Optional<Youngest> youngest() {
        WriteBlock block = queued.peekLast();
        return block == null
                ? Optional.empty()
                : Optional.of(new Youngest(block.area.stream(), block.lsn() + 1));
    }

    /** Moves the first blocks, up to {@link #MAX_GROUP} bytes, into a group. */
    synchronized void takeGroup(List<WriteBlock> group) {
        long taken = 0;
        while (!queued.isEmpty() && (taken == 0 || taken + length(queued.peekFirst()) <= MAX_GROUP)) {
            WriteBlock block = queued.removeFirst();
            taken += length(block);
            group.add(block);
        }
        bytes -= taken;
    }

    private int length(WriteBlock block) {
        return Sectors.roundUp(block.usedLength(), sectorSize);
    }
}
