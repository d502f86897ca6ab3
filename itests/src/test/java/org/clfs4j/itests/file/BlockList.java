package org.clfs4j.itests.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.Lsn;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.RecordHeader;

/** The blocks of an intact log in order. */
final class BlockList implements BlockVisitor {

    private final List<BlockHeader> blocks = new ArrayList<>();

    private BlockList() {}

    static List<BlockHeader> of(LogName name) throws IOException {
        BlockList list = new BlockList();
        try (LogInspector inspector = LogProvider.load().inspect(name)) {
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, list);
        }
        return list.blocks;
    }

    /** The blocks that a later one says are durable. */
    static List<BlockHeader> durable(List<BlockHeader> blocks) {
        Lsn durable = blocks.get(blocks.size() - 1).durableUpTo();
        return blocks.stream().filter(block -> block.lsn().isLess(durable)).toList();
    }

    @Override
    public void block(BlockHeader block) {
        blocks.add(block);
    }

    @Override
    public void record(RecordHeader record) {
        // the blocks are enough
    }

    @Override
    public void damage(Damage damage) {
        throw new AssertionError("the log is not intact: " + damage);
    }
}
