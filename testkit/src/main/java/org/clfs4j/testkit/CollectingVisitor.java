package org.clfs4j.testkit;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.RecordHeader;

/** Keeps everything that an inspector tells. */
final class CollectingVisitor implements BlockVisitor {

    final List<BlockHeader> blocks = new ArrayList<>();
    final List<RecordHeader> records = new ArrayList<>();
    final List<Damage> damage = new ArrayList<>();

    @Override
    public void block(BlockHeader block) {
        blocks.add(block);
    }

    @Override
    public void record(RecordHeader record) {
        records.add(record);
    }

    @Override
    public void damage(Damage place) {
        damage.add(place);
    }
}
