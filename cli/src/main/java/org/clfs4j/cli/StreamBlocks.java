package org.clfs4j.cli;

import org.clfs4j.Damage;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.RecordHeader;

/**
 * Hands on the blocks of one stream, from one of its LSNs to another, and all damage, since that may be anybody's.
 *
 * @threading not thread-safe
 */
final class StreamBlocks implements BlockVisitor {

    private final int streamId;
    private final LsnRange range;
    private final BlockVisitor visitor;
    private boolean wanted;

    StreamBlocks(int streamId, LsnRange range, BlockVisitor visitor) {
        this.streamId = streamId;
        this.range = range;
        this.visitor = visitor;
    }

    @Override
    public void block(BlockHeader block) {
        wanted = block.streamId() == streamId && range.touches(block.lsn());
        if (wanted) {
            visitor.block(block);
        }
    }

    @Override
    public void record(RecordHeader record) {
        if (wanted) {
            visitor.record(record);
        }
    }

    @Override
    public void damage(Damage place) {
        visitor.damage(place);
    }
}
