package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.Damage;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.format.Place;

/**
 * The durable blocks of a log whose only stream they are: a block's LSN is its place, and all of them form one chain.
 *
 * @threading not thread-safe
 */
public final class ChainedBlocks implements DurableBlocks {

    private final RecordSource source;
    private final BlockWindow window;
    private final BlockChain chain;

    /**
     * Creates the blocks of a stream.
     *
     * @param memory what is loaded is kept here, from index 0 to its capacity
     */
    public ChainedBlocks(RecordSource source, ByteBuffer memory) {
        this.source = source;
        this.window = new BlockWindow(source.table(), memory, source.checksum(), source.sectorSize());
        this.chain = new BlockChain(source.table(), window);
    }

    @Override
    public ByteBuffer memory() {
        return window.memory();
    }

    @Override
    public ByteBuffer overwrite() {
        window.forget();
        return window.memory().clear();
    }

    @Override
    public long position() {
        return chain.place();
    }

    @Override
    public void start(long lsn) {
        chain.start(lsn);
    }

    @Override
    public void goOn(long lsn) {
        chain.lose(lsn);
    }

    @Override
    public Found next() throws IOException {
        Step step = chain.next(source.durable());
        if (step != Step.BLOCK && step != Step.TOO_LARGE && recallChecksum()) {
            step = chain.next(source.durable());
        }
        return found(step);
    }

    @Override
    public Found at(long lsn) throws IOException {
        chain.start(lsn);
        chain.lose(lsn); // also the log's first block is not to be looked for in the next container
        return found(chain.next(source.durable()));
    }

    private static Found found(Step step) {
        return switch (step) {
            case BLOCK -> Found.BLOCK;
            case TOO_LARGE -> Found.TOO_LARGE;
            default -> Found.DAMAGED;
        };
    }

    /**
     * Finds the checksum of the block that ends at the position, so that the chain can go on from there in the next
     * container; needed only where the chain did not come along.
     */
    private boolean recallChecksum() throws IOException {
        if (chain.lastChecksumKnown()) {
            return false;
        }
        long lsn = chain.place();
        BlockChain before = chainUpTo(lsn);
        if (before.place() != lsn || !before.lastChecksumKnown()) {
            return false;
        }
        chain.resume(lsn, before.lastChecksum());
        return true;
    }

    /** Follows the blocks of an LSN's container up to it; of what it returns, only the place and the checksum can be used. */
    private BlockChain chainUpTo(long lsn) throws IOException {
        try (BlockWindow own = BlockWindow.growing(source.table(), source.checksum(), source.sectorSize())) {
            BlockChain before = new BlockChain(source.table(), own);
            before.start(Place.of(Place.container(lsn), 0));
            while (Place.less(before.place(), lsn) && before.next(source.durable()) == Step.BLOCK) {
                continue;
            }
            return before;
        }
    }

    @Override
    public long lsn() {
        return chain.blockPlace();
    }

    @Override
    public int index() {
        return window.block();
    }

    /** There are no gaps but at the ends of containers, so a base behind the position is behind a block. */
    @Override
    public boolean mayHaveBeenPassed() {
        return true;
    }

    /** The bound that is read up to lies behind all damage. */
    @Override
    public boolean endIsDamaged() {
        return false;
    }

    @Override
    public boolean begins(long lsn) throws IOException {
        return chainUpTo(lsn).place() == lsn;
    }

    @Override
    public Damage damage() throws IOException {
        return chain.damage(chain.place());
    }

    @Override
    public long passOver() throws IOException {
        long from = chain.place();
        long to;
        try (BlockSearch search = new BlockSearch(source.table(), source.checksum(), source.sectorSize())) {
            to = search.find(
                            from,
                            BlockSearch.EVERYWHERE,
                            found -> Place.less(found.place(), source.durable()) && chain.mayFollow(found))
                    .map(BlockSearch.Found::place)
                    .orElse(source.durable());
        }
        chain.lose(to);
        window.forget();
        long containers = Place.container(to) - Place.container(from);
        return containers * source.table().containerSize() + Place.offset(to) - Place.offset(from);
    }
}
