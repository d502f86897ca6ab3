package org.clfs4j.core.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.clfs4j.Damage;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.container.IndexArea;
import org.clfs4j.core.container.IndexWriter;
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
    private final Map<Integer, StreamWalk> streams = new TreeMap<>();
    private final Checksum checksum;
    private final IndexWriter index;
    private long tail;

    /** The base of a dedicated log. */
    private long tailLsn;

    private long epoch;
    private long knownDurable;
    private long indexBytesRead;

    /**
     * Creates a recovery.
     *
     * @param notes what is known already; receives more
     * @param beside whether somebody else may be writing the log
     */
    public Recovery(
            Metadata metadata, ContainerTable table, LogClock clock, List<String> notes, boolean beside) {
        this.metadata = metadata;
        this.table = table;
        this.clock = clock;
        this.notes = notes;
        this.checksum = Checksum.of(metadata.identity());
        this.epoch = metadata.epoch();
        this.knownDurable = metadata.durableUpTo();
        this.index = metadata.kind() == LogKind.MULTIPLEXED && metadata.containerSize() > 0
                ? new IndexWriter(table.memory(), metadata.containerSize(), metadata.sectorSize(), checksum)
                : null;
        for (StreamEntry stream : metadata.streams()) {
            boolean beingWritten = beside && metadata.life() == Life.OPEN;
            streams.put(stream.id(), new StreamWalk(stream, table.memory(), metadata.cuts(), beingWritten));
        }
    }

    /** Finds the end of the log. */
    public RecoveredLog run() throws IOException {
        try (BlockSearch search = new BlockSearch(table, checksum, metadata.sectorSize());
                BlockWindow window = BlockWindow.growing(table, checksum, metadata.sectorSize())) {
            return run(search, window);
        }
    }

    private RecoveredLog run(BlockSearch search, BlockWindow window) throws IOException {
        long started = clock.nanos();
        BlockChain chain = new BlockChain(table, window);
        chain.cut(metadata.durableUpTo(), metadata.epoch());
        long checkedFrom = metadata.kind() == LogKind.DEDICATED ? startDedicated(chain) : startMultiplexed(chain);
        Optional<Damage> torn = Optional.empty();
        TailDecision decision;
        while (true) {
            Step step = follow(chain);
            if (Place.less(chain.place(), tail)) {
                notes.add("blocks below the base are damaged at LSN " + Place.text(chain.place()) + ": "
                        + chain.reason());
                checkedFrom = tail;
                chain.start(checkedFrom);
                continue;
            }
            long end = chain.place();
            Optional<Found> later = search.find(
                    end,
                    BlockSearch.UNFORCED_WINDOW,
                    found -> chain.mayFollow(found) && (claims(found, end) || found.epoch() == epoch));
            boolean claimed = later.isPresent()
                    && (claims(later.get(), end)
                            || search.find(
                                            later.get().place(),
                                            BlockSearch.UNFORCED_WINDOW,
                                            found -> chain.mayFollow(found) && claims(found, end))
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
        if (decision.outcome() != Outcome.DATA_LOSS && metadata.kind() == LogKind.MULTIPLEXED) {
            forgetDamageThatNoStreamNeeds();
        }
        Outcome outcome = damage.isEmpty() ? decision.outcome() : Outcome.DATA_LOSS;
        RecoveryReport report = new RecoveryReport(
                outcome,
                Lsn.of(chain.place()),
                torn,
                damage,
                notes,
                window.bytesRead() + search.bytesRead() + indexBytesRead,
                clock.nanos() - started);
        return new RecoveredLog(
                chain.place(),
                chain.lastChecksum(),
                Place.min(tail, chain.place()),
                recoveredStreams(chain.place()),
                index,
                epoch,
                Place.min(knownDurable, chain.place()),
                checkedFrom,
                report);
    }

    /** Nobody can say which stream a damaged block belongs to, but it is known from where on each of them needs blocks. */
    private void forgetDamageThatNoStreamNeeds() {
        long needed = Place.NONE;
        for (StreamWalk stream : streams.values()) {
            needed = Place.min(needed, stream.neededFrom(metadata.durableUpTo()));
        }
        for (Damage each : List.copyOf(damage)) {
            if (!Place.less(needed, each.upTo().value())) {
                damage.remove(each);
                notes.add("blocks below all bases are damaged at " + Place.text(each.from().value()) + ": "
                        + each.reason());
            }
        }
    }

    private Step follow(BlockChain chain) throws IOException {
        Step step = chain.next(Place.NONE);
        while (step == Step.BLOCK) {
            BlockWindow window = chain.window();
            take(window.memory(), window.block(), chain.blockPlace());
            knownDurable = Place.max(knownDurable, BlockFormat.durableUpTo(window.memory(), window.block()));
            epoch = Math.max(epoch, BlockFormat.epoch(window.memory(), window.block()));
            step = chain.next(Place.NONE);
        }
        return step;
    }

    private void take(ByteBuffer bytes, int block, long place) {
        int streamId = BlockFormat.streamId(bytes, block);
        StreamWalk stream = streams.get(streamId);
        if (stream != null) {
            stream.block(bytes, block, place);
        }
        if (index != null) {
            index.add(streamId, BlockFormat.lsn(bytes, block), place, BlockFormat.length(bytes, block));
        }
    }

    private List<RecoveredStream> recoveredStreams(long end) {
        List<RecoveredStream> recovered = new ArrayList<>();
        for (StreamWalk stream : streams.values()) {
            recovered.add(metadata.kind() == LogKind.DEDICATED
                    ? stream.dedicated(tailLsn, end)
                    : stream.multiplexed(!damage.isEmpty()));
        }
        return recovered;
    }

    /** A container that was reused since the base was last written holds nothing of the log below its own blocks. */
    private long baseInOldestContainer(long base) {
        long container = Place.container(base);
        if (table.head() == ContainerEntry.NEVER_USED || table.find(container) != null) {
            return base;
        }
        long oldest = table.oldest();
        return oldest > container ? Place.of(oldest, 0) : base;
    }

    private static boolean claims(Found found, long end) {
        return Place.less(end, found.durableUpTo());
    }

    private long startDedicated(BlockChain chain) {
        tailLsn = baseInOldestContainer(metadata.streams().get(0).baseLsn());
        tail = Place.block(tailLsn);
        long start = start(Place.container(tail));
        begin(chain, start);
        return start;
    }

    /** Where the metadata knows the block before, the chain can go on in the next container at once. */
    private void begin(BlockChain chain, long start) {
        if (start == metadata.durableUpTo() && Place.offset(start) > 0) {
            chain.resume(start, metadata.durableChecksum());
        } else {
            chain.start(start);
        }
    }

    /** Everything below the start is told by the indexes of the containers, or else read here. */
    private long startMultiplexed(BlockChain chain) throws IOException {
        long start = 0;
        if (table.head() != ContainerEntry.NEVER_USED) {
            long oldest = table.oldest();
            start = start(oldest);
            try (IndexArea area = new IndexArea(
                    table.memory(), metadata.containerSize(), metadata.sectorSize(), checksum)) {
                for (long id = oldest; id <= Place.container(start) && id <= table.head(); id++) {
                    start = readIndex(area, id, start);
                }
                if (Place.offset(start) > 0) {
                    index.begin(start, area.position());
                }
                indexBytesRead += area.bytesRead();
            }
        }
        tail = start;
        for (StreamWalk stream : streams.values()) {
            tail = Place.min(tail, stream.basePlace());
        }
        begin(chain, start);
        return start;
    }

    /**
     * Takes what the index of a container tells of the blocks below the start.
     *
     * @return the start, or an earlier one if the index of the container that it is in does not reach that far
     */
    private long readIndex(IndexArea area, long id, long start) throws IOException {
        boolean goesOn = Place.container(start) == id;
        area.read(table.find(id), goesOn ? start : Place.NONE, (streamId, lsn, place, length) -> {
            StreamWalk stream = streams.get(streamId);
            if (stream != null && Place.less(place, start)) {
                stream.indexed(lsn, place, length);
            }
        });
        if (goesOn) {
            return Place.min(start, area.coveredUpTo());
        }
        if (!area.complete()) {
            readBlocks(area.coveredUpTo());
        }
        return start;
    }

    /** Takes the blocks from a place to the end of its container. */
    private void readBlocks(long from) throws IOException {
        try (BlockWindow window = BlockWindow.growing(table, checksum, metadata.sectorSize())) {
            BlockChain chain = new BlockChain(table, window);
            chain.start(from);
            while (chain.next(Place.NONE) == Step.BLOCK
                    && Place.container(chain.blockPlace()) == Place.container(from)) {
                StreamWalk stream = streams.get(BlockFormat.streamId(window.memory(), window.block()));
                if (stream != null) {
                    stream.block(window.memory(), window.block(), chain.blockPlace());
                }
            }
            indexBytesRead += window.bytesRead();
        }
    }

    /**
     * Returns where to start: at a container's start not too far before what the metadata knows to be durable, so that damage
     * there is found at once; or exactly there, if no container starts near it.
     *
     * @param baseContainer the container of the oldest block that is needed
     */
    private long start(long baseContainer) {
        long durable = metadata.durableUpTo();
        long durableContainer = Place.container(durable);
        if (table.find(durableContainer) == null || durableContainer < baseContainer) {
            return Place.of(baseContainer, 0);
        }
        long before = SCANNED_BYTES - Place.offset(durable);
        long wholeContainers = Math.max(0, before) / Math.max(1, table.containerSize());
        long container = Math.max(baseContainer, durableContainer - wholeContainers);
        return before < 0 && container == durableContainer ? durable : Place.of(container, 0);
    }
}
