package org.clfs4j.core.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;

/**
 * Finds out where a log ends. Reads only; the work is bounded by {@link #SCANNED_BYTES} and one container, whatever the
 * size of the log.
 *
 * @threading not thread-safe; used once
 */
public final class Recovery {

    /** How many bytes of the youngest containers are read even if the metadata knows that they are durable. */
    public static final long SCANNED_BYTES = 64L << 20;

    private final Metadata metadata;
    private final ContainerTable table;
    private final LogClock clock;
    private final List<String> notes;
    private final List<Damage> damage = new ArrayList<>();
    private final RecordWalk records = new RecordWalk();
    private final Checksum checksum;
    private long base;
    private long epoch;
    private long knownDurable;

    /**
     * Creates a recovery.
     *
     * @param notes what is known already; receives more
     */
    public Recovery(Metadata metadata, ContainerTable table, LogClock clock, List<String> notes) {
        this.metadata = metadata;
        this.table = table;
        this.clock = clock;
        this.notes = notes;
        this.checksum = Checksum.of(metadata.identity());
        this.epoch = metadata.epoch();
        this.knownDurable = metadata.durableUpTo();
    }

    /** Finds the end of the log. */
    public RecoveredLog run() throws IOException {
        long started = clock.nanos();
        StreamEntry stream = metadata.streams().get(0);
        base = stream.baseLsn();
        moveBaseToOldestContainer();
        BlockSearch search = new BlockSearch(table, checksum, metadata.sectorSize());
        BlockWindow window = BlockWindow.growing(table, checksum, metadata.sectorSize());
        BlockChain chain = new BlockChain(table, window);
        chain.cut(metadata.durableUpTo(), metadata.epoch());
        long checkedFrom = start(chain);
        Optional<Damage> torn = Optional.empty();
        TailDecision decision;
        while (true) {
            Step step = follow(chain);
            if (Place.less(chain.place(), Place.block(base))) {
                notes.add("blocks below the base are damaged at LSN " + Place.text(chain.place()) + ": "
                        + chain.reason());
                checkedFrom = Place.block(base);
                chain.start(checkedFrom);
                continue;
            }
            long end = chain.place();
            Optional<Found> later = search.find(
                    end, BlockSearch.UNFORCED_WINDOW, found -> claims(found, end) || found.epoch() == epoch);
            boolean claimed = later.isPresent()
                    && (claims(later.get(), end)
                            || search.find(
                                            later.get().place(),
                                            BlockSearch.UNFORCED_WINDOW,
                                            found -> claims(found, end))
                                    .isPresent());
            decision = TailDecision.of(
                    metadata.closed() && end == metadata.durableUpTo(),
                    Place.less(end, metadata.durableUpTo()),
                    claimed,
                    step,
                    later.isPresent());
            if (decision.outcome() == Outcome.TORN_TAIL) {
                torn = Optional.of(chain.damage(end));
            }
            if (decision.outcome() != Outcome.DATA_LOSS) {
                break;
            }
            Optional<Found> next = search.find(end, BlockSearch.EVERYWHERE, chain::mayFollow);
            damage.add(chain.damage(next.map(Found::place).orElse(Place.max(end, metadata.durableUpTo()))));
            if (next.isEmpty()) {
                break;
            }
            chain.lose(next.get().place());
        }
        Outcome outcome = damage.isEmpty() ? decision.outcome() : Outcome.DATA_LOSS;
        long restart = records.restartLsn() != Place.NONE ? records.restartLsn() : stream.restartLsn();
        if (records.newBase() != Place.NONE) {
            base = Place.max(base, records.newBase());
        }
        RecoveryReport report = new RecoveryReport(
                outcome,
                Lsn.of(chain.place()),
                torn,
                damage,
                notes,
                window.bytesRead() + search.bytesRead(),
                clock.nanos() - started);
        return new RecoveredLog(
                chain.place(),
                chain.lastChecksum(),
                base,
                restart != Place.NONE && Place.less(restart, base) ? Place.NONE : restart,
                records.lastRecord(),
                epoch,
                Place.min(knownDurable, chain.place()),
                checkedFrom,
                report);
    }

    private Step follow(BlockChain chain) throws IOException {
        Step step = chain.next(Place.NONE);
        while (step == Step.BLOCK) {
            BlockWindow window = chain.window();
            records.block(window.memory(), window.block());
            knownDurable = Place.max(knownDurable, BlockFormat.durableUpTo(window.memory(), window.block()));
            epoch = Math.max(epoch, BlockFormat.epoch(window.memory(), window.block()));
            step = chain.next(Place.NONE);
        }
        return step;
    }

    /** A container that was reused since the base was last written holds nothing of the log below its own blocks. */
    private void moveBaseToOldestContainer() {
        long container = Place.container(base);
        if (table.head() == ContainerEntry.NEVER_USED || table.find(container) != null) {
            return;
        }
        long oldest = table.head();
        while (oldest > 0 && table.find(oldest - 1) != null) {
            oldest--;
        }
        if (oldest > container) {
            base = Place.of(oldest, 0);
        }
    }

    private static boolean claims(Found found, long end) {
        return Place.less(end, found.durableUpTo());
    }

    /**
     * Starts the chain at a container's start not too far before what the metadata knows to be durable, so that damage
     * there is found at once; or exactly there, if no container starts near it.
     */
    private long start(BlockChain chain) {
        long durable = metadata.durableUpTo();
        long durableContainer = Place.container(durable);
        long baseContainer = Place.container(base);
        long first;
        if (table.find(durableContainer) == null || durableContainer < baseContainer) {
            first = Place.of(baseContainer, 0);
        } else {
            long before = SCANNED_BYTES - Place.offset(durable);
            long wholeContainers = Math.max(0, before) / Math.max(1, table.containerSize());
            long container = Math.max(baseContainer, durableContainer - wholeContainers);
            if (before < 0 && container == durableContainer) {
                chain.resume(durable, metadata.durableChecksum());
                return durable;
            }
            first = Place.of(container, 0);
        }
        chain.start(first);
        return first;
    }
}
