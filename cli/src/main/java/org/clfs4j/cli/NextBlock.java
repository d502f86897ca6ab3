package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.RecordHeader;

/**
 * Looks for the first intact block of a stream behind an LSN, where the stream itself cannot be read.
 *
 * @threading not thread-safe
 */
final class NextBlock implements BlockVisitor {

    private final int streamId;
    private final Lsn behind;
    private Optional<Lsn> found = Optional.empty();

    private NextBlock(int streamId, Lsn behind) {
        this.streamId = streamId;
        this.behind = behind;
    }

    /** Returns the LSN of the block's first record; empty if there is none. */
    static Optional<Lsn> of(LogInspector inspector, int streamId, Lsn behind) throws LogException {
        NextBlock next = new NextBlock(streamId, behind);
        inspector.blocks(Lsn.INVALID, Lsn.INVALID, next);
        return next.found;
    }

    @Override
    public void block(BlockHeader block) {
        if (found.isEmpty() && block.streamId() == streamId && block.lsn().isGreater(behind)) {
            found = Optional.of(block.lsn());
        }
    }

    @Override
    public void record(RecordHeader record) {
        // The block's LSN is enough.
    }

    @Override
    public void damage(Damage place) {
        // Is told by reading.
    }
}
