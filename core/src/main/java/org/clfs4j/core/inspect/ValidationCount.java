package org.clfs4j.core.inspect;

import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.ProgressListener;
import org.clfs4j.inspect.RecordHeader;

/** Counts what a check of the whole log sees. */
final class ValidationCount implements BlockVisitor {

    private final List<Damage> damage;
    private final ProgressListener progress;
    private final BlockWalk walk;
    private long blocks;
    private long records;

    ValidationCount(List<Damage> damage, ProgressListener progress, BlockWalk walk) {
        this.damage = damage;
        this.progress = progress;
        this.walk = walk;
    }

    long blocks() {
        return blocks;
    }

    long records() {
        return records;
    }

    @Override
    public void block(BlockHeader block) {
        blocks++;
        progress.progress(walk.done(block.place().value()), walk.total());
    }

    @Override
    public void record(RecordHeader record) {
        if (record.type().isPresent()) {
            records++;
        }
    }

    @Override
    public void damage(Damage found) {
        damage.add(found);
    }
}
