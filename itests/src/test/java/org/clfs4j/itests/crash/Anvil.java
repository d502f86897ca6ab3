package org.clfs4j.itests.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.allocator.PoolType;

/**
 * What {@link Hammer} beats: an open log with a stream, areas, and whatever read contexts its readers have. All of it may be
 * closed at any moment, and something new takes its place.
 *
 * @threading safe for concurrent use
 */
final class Anvil {

    /** How many areas there are, and how many read contexts at most. */
    static final int AREAS = 4;

    static final int CONTEXTS = 4;

    private static final int[] BLOCK_SIZES = {4096, 16 << 10, 64 << 10};

    private final LogProvider provider;
    private final LogName name;
    private final AtomicReferenceArray<MarshallingArea> areas = new AtomicReferenceArray<>(AREAS);
    private final AtomicReferenceArray<Reading> readings = new AtomicReferenceArray<>(CONTEXTS);
    private volatile LogFile log;
    private volatile LogStream stream;

    /** A read context that somebody reads with, and others may close. */
    static final class Reading {
        final ReadContext context;
        volatile boolean closed;

        Reading(ReadContext context) {
            this.context = context;
        }

        void close() {
            closed = true; // first, so that a reader who sees other bytes afterwards knows why
            context.close();
        }
    }

    Anvil(LogProvider provider, LogName name, Random random) throws IOException {
        this.provider = provider;
        this.name = name;
        open(random);
    }

    private void open(Random random) throws IOException {
        log = provider.open(name, OpenOptions.openExisting());
        stream = log.stream();
        for (int i = 0; i < AREAS; i++) {
            areas.set(i, newArea(random));
        }
    }

    private MarshallingArea newArea(Random random) throws IOException {
        return stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(BLOCK_SIZES[random.nextInt(BLOCK_SIZES.length)])
                .maxWriteBlocks(2 + random.nextInt(4))
                .maxReadBlocks(1 + random.nextInt(4))
                .poolType(random.nextInt(8) == 0 ? PoolType.PAGED : PoolType.NON_PAGED)
                .build());
    }

    LogStream stream() {
        return stream;
    }

    /** Returns any area; it may be closed already. */
    MarshallingArea area(Random random) {
        return areas.get(random.nextInt(AREAS));
    }

    /** Lets others close a context. */
    void show(int reader, Reading reading) {
        readings.set(reader, reading);
    }

    /** Closes a context under its reader. */
    void closeContext(Random random) {
        Reading reading = readings.get(random.nextInt(CONTEXTS));
        if (reading != null) {
            reading.close();
        }
    }

    /** Closes an area under those who use it, after a new one has taken its place or before. */
    synchronized void closeArea(Random random) throws IOException {
        int slot = random.nextInt(AREAS);
        MarshallingArea old = areas.get(slot);
        if (random.nextBoolean()) {
            old.close();
            areas.set(slot, newArea(random));
        } else {
            areas.set(slot, newArea(random));
            old.close();
        }
    }

    /** Closes the stream, which leaves its areas open. */
    synchronized void closeStream() throws IOException {
        LogStream old = stream;
        stream = log.stream();
        old.close();
    }

    /** Closes all there is, in any order, and opens the log again. */
    synchronized void closeLog(Random random) throws IOException {
        List<Closing> all = new ArrayList<>(List.of(log::close, stream::close));
        for (int i = 0; i < AREAS; i++) {
            all.add(areas.get(i)::close);
        }
        Collections.shuffle(all, random);
        for (Closing each : all) {
            each.close();
        }
        open(random);
    }

    /** Something that can be closed. */
    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }
}
