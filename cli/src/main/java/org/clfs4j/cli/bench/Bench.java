package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.clfs4j.LogProvider;

/**
 * All comparisons of a run.
 *
 * @threading not thread-safe
 */
public final class Bench implements AutoCloseable {

    /** The provider that goes around the system's cache, and is held against a file that does the same. */
    private static final String WRITES_DIRECTLY = "offheap";

    private static final int CONTAINERS = 8;
    private static final int[] BUFFERED_SIZES = {64, 256, 4096};
    private static final int[] PRODUCERS = {1, 4, 16, 64};
    private static final int DURABLE_SIZE = 256;
    private static final int COMPARISONS = BUFFERED_SIZES.length + PRODUCERS.length + 1;

    private final long size;
    private final Duration time;
    private final int rounds;
    private final Consumer<String> step;
    private final BenchLog log;
    private final RawFile file;
    private final Optional<RawFile> directFile;
    private final Allocation allocation = new Allocation();
    private final List<Comparison> comparisons = new ArrayList<>();

    /**
     * Creates the files.
     *
     * @param provider the implementation to measure
     * @param directory an empty directory on the disk to measure
     * @param size bytes of the log, and of the file beside it
     * @param time how long one side is measured in one round
     * @param rounds how many rounds, after one to warm up
     * @param step is told what comes next, {@link #steps} times
     * @throws IOException if a file could not be created
     */
    public Bench(LogProvider provider, Path directory, long size, Duration time, int rounds, Consumer<String> step)
            throws IOException {
        this.size = size;
        this.time = time;
        this.rounds = rounds;
        this.step = step;
        this.log = BenchLog.create(provider, directory.resolve("log"), CONTAINERS, size / CONTAINERS);
        this.file = RawFile.create(directory.resolve("raw"), size);
        this.directFile = provider.name().equals(WRITES_DIRECTLY)
                ? RawFile.createDirect(directory.resolve("raw-direct"), size)
                : Optional.empty();
    }

    /**
     * Tells what the limit for durable appends is measured with.
     *
     * @return true for a file opened with {@code O_DIRECT|O_DSYNC}, false for one that is written and then forced
     */
    public boolean direct() {
        return directFile.isPresent();
    }

    /**
     * Returns how many steps a run has.
     *
     * @param rounds how many rounds
     * @return the number of steps
     */
    public static int steps(int rounds) {
        return COMPARISONS * (rounds + 1) * 2;
    }

    /**
     * Measures everything.
     *
     * @return the comparisons
     * @throws IOException if writing or reading failed
     * @throws InterruptedException if the thread was interrupted
     */
    public List<Comparison> run() throws IOException, InterruptedException {
        for (int recordSize : BUFFERED_SIZES) {
            compare(
                    "buffered-" + recordSize,
                    "buffered append, " + recordSize + " B",
                    "appends",
                    log.buffered(recordSize, allocation),
                    new RawAppender(file, recordSize));
        }
        for (int producers : PRODUCERS) {
            compare(
                    "durable-" + DURABLE_SIZE + "-x" + producers,
                    "durable append, " + DURABLE_SIZE + " B, " + producers
                            + (producers == 1 ? " producer" : " producers"),
                    "appends",
                    log.durable(producers, DURABLE_SIZE, allocation),
                    new GroupedWriter(directFile.orElse(file), producers, DURABLE_SIZE));
        }
        log.fill(DURABLE_SIZE);
        compare("read", "sequential read", "bytes", log.read(DURABLE_SIZE, allocation), new RawScan(file, size / 2));
        return comparisons;
    }

    /** One round to warm up, then rounds of both in turns; who begins changes each time. */
    private void compare(String name, String title, String unit, Contender ours, Contender raw)
            throws IOException, InterruptedException {
        measure(title, ours);
        measure(title, raw);
        allocation.reset();
        List<Double> ourFigures = new ArrayList<>();
        List<Double> rawFigures = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                ourFigures.add(measure(title, ours));
                rawFigures.add(measure(title, raw));
            } else {
                rawFigures.add(measure(title, raw));
                ourFigures.add(measure(title, ours));
            }
        }
        comparisons.add(new Comparison(
                name, title, unit, new Series(ourFigures), new Series(rawFigures), allocation.perUnit()));
    }

    private double measure(String title, Contender contender) throws IOException, InterruptedException {
        step.accept(title);
        return contender.measure(time);
    }

    @Override
    public void close() throws IOException {
        try (log;
                file) {
            if (directFile.isPresent()) {
                directFile.get().close();
            }
        }
    }
}
