package org.clfs4j.core.recovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.clfs4j.Damage;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.stream.LogBlocks;

/**
 * Checks the live blocks that recovery did not read, so that old damage is told soon after opening and not only when
 * somebody needs the record.
 *
 * @threading confined to the thread that runs it; appending, reading and base moves go on meanwhile
 */
public final class OldBlockCheck implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(OldBlockCheck.class.getName());
    private static final long SLICE = 8L << 20;

    private final LogBlocks source;
    private final long end;
    private final Consumer<Damage> damage;
    private final BooleanSupplier stopped;
    private BlockChain chain;

    /**
     * Creates a check from the oldest block that is needed to an end; to be closed.
     *
     * @param damage is told each damaged place
     * @param stopped ends the check early
     */
    public OldBlockCheck(LogBlocks source, long end, Consumer<Damage> damage, BooleanSupplier stopped) {
        this.source = source;
        this.end = end;
        this.damage = damage;
        this.stopped = stopped;
    }

    /**
     * Checks the next stretch of blocks, so that other background work is not kept waiting.
     *
     * @return whether there is more to check
     */
    public boolean runSlice() throws IOException {
        if (chain == null) {
            BlockWindow window = BlockWindow.growing(source.table(), source.checksum(), source.sectorSize());
            chain = new BlockChain(source.table(), window);
            chain.start(source.tail());
        }
        long until = chain.window().bytesRead() + SLICE;
        while (Place.less(chain.place(), bound()) && !stopped.getAsBoolean()) {
            if (chain.window().bytesRead() >= until) {
                return true;
            }
            try {
                if (chain.next(Place.NONE) != Step.BLOCK && !chain.recall()) {
                    goOnBehind(chain.place());
                }
            } catch (IOException e) {
                if (Place.container(source.tail()) <= Place.container(chain.place())) {
                    throw e;
                }
                chain.start(Place.block(source.tail())); // nobody needs the container any more, and it was removed
            }
        }
        return false;
    }

    /** A truncation may have ended the log before the end that it had. */
    private long bound() {
        return Place.min(end, source.end());
    }

    private void goOnBehind(long at) throws IOException {
        source.refreshMarkers(); // another process may have advanced the base and used the container again
        long base = source.tail();
        if (Place.less(at, base)) {
            chain.start(base);
        } else {
            chain.lose(tell(at));
        }
    }

    private long tell(long at) throws IOException {
        Optional<Found> next;
        try (BlockSearch search = new BlockSearch(source.table(), source.checksum(), source.sectorSize())) {
            next = search.find(at, BlockSearch.EVERYWHERE, chain::mayFollow);
        }
        long behind = next.map(Found::place).orElse(end);
        if (stopped.getAsBoolean() || Place.less(at, source.tail())) {
            return behind;
        }
        Damage found = chain.damage(behind);
        damage.accept(found);
        LOGGER.log(Level.ERROR, "Log {0}: {1}", source.logName(), found);
        return behind;
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        if (chain != null) {
            chain.window().close();
        }
    }
}
