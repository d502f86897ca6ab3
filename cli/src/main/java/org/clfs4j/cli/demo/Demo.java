package org.clfs4j.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;

/**
 * The parent's side: one log, and rounds of writing, killing, opening and checking.
 *
 * @threading not thread-safe
 */
public final class Demo {

    private static final int CONTAINERS = 16;
    private static final long CONTAINER_SIZE = 4 << 20;
    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 900;

    private final List<LogProvider> providers;
    private final DemoFiles files;
    private final Corpus corpus;
    private final int producers;
    private final Random random;
    private final List<RoundCheck> checked = new ArrayList<>();

    /**
     * Creates the log and stores the lines.
     *
     * @param providers the implementations to put to the test, at least one: they take turns at writing and at reading
     * @param directory an empty directory
     * @param sources the files whose lines are appended
     * @param producers how many threads append at the same time
     * @param seed chooses the moments of the kills
     * @throws IOException if a file could not be read or written
     */
    public Demo(List<LogProvider> providers, Path directory, List<Path> sources, int producers, long seed)
            throws IOException {
        this.providers = List.copyOf(providers);
        this.files = new DemoFiles(directory);
        this.producers = producers;
        this.random = new Random(seed);
        this.corpus = Corpus.ofFiles(sources);
        if (corpus.size() == 0) {
            throw new ToolException(ExitCode.USAGE, "there is no line of text in the files; name some that have one");
        }
        corpus.save(files.corpus());
        try (LogFile log = inTurn(0).open(name(), OpenOptions.createNew())) {
            log.containers().add(CONTAINERS, CONTAINER_SIZE);
        }
    }

    /**
     * Finds text files.
     *
     * @param directory where to look
     * @return the files, perhaps none
     * @throws IOException if the directory could not be read
     */
    public static List<Path> sourcesUnder(Path directory) throws IOException {
        return SourceFiles.under(directory);
    }

    /**
     * Returns how many lines there are to append.
     *
     * @return at least 1
     */
    public int lines() {
        return corpus.size();
    }

    /**
     * Runs one round.
     *
     * @param number its number, from 0
     * @return how it went
     * @throws IOException if the log could not be opened again, or the child could not be run
     * @throws InterruptedException if the thread was interrupted
     */
    public RoundResult round(int number) throws IOException, InterruptedException {
        long[] acknowledged;
        long nanos;
        LogProvider writing = inTurn(number);
        LogProvider reading = inTurn(number + 1);
        try (WriterProcess writer = WriterProcess.start(writing.name(), files, number, producers)) {
            nanos = writer.killAfter(Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS)));
            acknowledged = writer.acknowledged();
        }
        RoundCheck current = RoundCheck.killed(number, acknowledged);
        checked.add(current);
        RecordCheck check = new RecordCheck(corpus, checked);
        long recoveryNanos = reopen(reading, check, current);
        RoundResult result = new RoundResult(
                number,
                writing.name(),
                reading.name(),
                nanos,
                RecordCheck.sum(acknowledged),
                current.found(),
                recoveryNanos,
                check.lost(),
                check.invented(),
                check.misplaced());
        checked.clear();
        checked.add(current.again());
        return result;
    }

    /** Opens the log, checks all of it, and gives up the rounds before this one, so that their containers are used again. */
    private long reopen(LogProvider provider, RecordCheck check, RoundCheck current) throws IOException {
        long start = System.nanoTime();
        try (LogFile log = provider.open(name(), OpenOptions.openExisting());
                LogStream stream = log.stream()) {
            long nanos = System.nanoTime() - start;
            try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                    ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                while (records.next()) {
                    check.record(records.lsn(), records.payload());
                }
            }
            stream.advanceBase(current.first().isInvalid() ? stream.nextLsn() : current.first());
            stream.flushMetadata();
            return nanos;
        }
    }

    private LogProvider inTurn(int turn) {
        return providers.get(turn % providers.size());
    }

    private LogName name() {
        return LogName.of(files.log());
    }
}
