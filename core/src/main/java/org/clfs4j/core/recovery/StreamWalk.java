package org.clfs4j.core.recovery;

import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.stream.BlockIndex;
import org.clfs4j.core.stream.RecordWalk;
import org.clfs4j.core.stream.StreamState;

/**
 * Collects from the blocks of one stream what recovery needs: where they are, the newest restart area, its base, the youngest
 * record, the LSN behind the last block.
 *
 * @threading not thread-safe
 */
final class StreamWalk {

    private final StreamEntry entry;
    private final List<Cut> cuts;
    private final BlockIndex index;
    private final RecordWalk records = new RecordWalk();
    private long end;

    /**
     * Creates a walk.
     *
     * @param memory where the index of its blocks is kept
     * @param cuts what truncations have left in blocks
     * @param beingWritten whether blocks below the next LSN that the metadata tells may still have to be written
     */
    StreamWalk(StreamEntry entry, LogMemory memory, List<Cut> cuts, boolean beingWritten) {
        this.entry = entry;
        this.cuts = cuts;
        this.index = entry.id() == Metadata.DEDICATED_STREAM ? null : new BlockIndex(memory);
        this.end = beingWritten ? entry.baseLsn() : entry.nextLsn();
    }

    /** Takes a block that an index tells. */
    void indexed(long lsn, long place, int length) {
        index.add(lsn, place);
        end = Place.max(end, lsn + length);
    }

    /** Takes a block that was read. */
    void block(ByteBuffer bytes, int block, long place) {
        long lsn = BlockFormat.lsn(bytes, block);
        if (index != null) {
            indexed(lsn, place, BlockFormat.length(bytes, block));
        }
        int count = StreamState.visibleRecords(cuts, lsn, BlockFormat.recordCount(bytes, block));
        records.block(bytes, block, count);
    }

    /** Returns the place of the oldest block that the metadata's base needs, or {@link Place#NONE}. */
    long basePlace() {
        return index == null ? entry.baseLsn() : index.placeFrom(Place.block(entry.baseLsn()));
    }

    /**
     * Returns the place from which on blocks may be the stream's and needed, whether they are intact or not; only in a multiplexed
     * log.
     *
     * @param durableUpTo the place up to which the metadata knows all blocks of the stream
     */
    long neededFrom(long durableUpTo) {
        long base = records.newBase() == Place.NONE ? entry.baseLsn() : Place.max(entry.baseLsn(), records.newBase());
        long basePlace = index.placeOf(Place.block(base));
        if (basePlace != Place.NONE) {
            return basePlace;
        }
        return Place.less(base, entry.nextLsn()) ? 0 : durableUpTo;
    }

    /**
     * Returns where a stream of a multiplexed log stands. Blocks below the oldest one that is left were in containers that were used
     * again since the metadata was written, because the base had passed them; unless blocks are damaged, and may be of this stream.
     */
    RecoveredStream multiplexed(boolean damaged) {
        long oldest = index.oldest() == Place.NONE ? end : index.oldest();
        return recovered(damaged ? entry.baseLsn() : Place.max(entry.baseLsn(), oldest), end);
    }

    /**
     * Returns where the stream of a dedicated log stands.
     *
     * @param base the oldest record that is left of those that the metadata's base needs
     * @param logEnd the place behind the last block
     */
    RecoveredStream dedicated(long base, long logEnd) {
        return recovered(base, logEnd);
    }

    private RecoveredStream recovered(long oldestBase, long streamEnd) {
        long newBase = records.newBase();
        long base = newBase == Place.NONE ? oldestBase : Place.max(oldestBase, newBase);
        // One below the metadata's base was known to it, or belongs to what was before a reset.
        boolean newer = records.restartLsn() != Place.NONE && !Place.less(records.restartLsn(), entry.baseLsn());
        long restart = newer ? records.restartLsn() : entry.restartLsn();
        return new RecoveredStream(entry, index, base, restart, streamEnd, records.lastRecord());
    }
}
