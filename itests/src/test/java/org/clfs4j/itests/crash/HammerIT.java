package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.itests.JavaChild;
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory outside the heap is given back while others use it, and nothing but exceptions comes of that: {@link Hammer} appends, reads
 * and closes in many threads, until it is killed and the log is opened by any provider. A JVM that crashes fails the test, and so does
 * a record that is lost or changed.
 *
 * <p>{@code -Dclfs4j.hammer.seconds=N} sets how long; the profile {@code hammer} goes on for an hour.
 */
class HammerIT {

    private static final long SECONDS = Long.getLong("clfs4j.hammer.seconds", 6);
    private static final int CONTAINERS = 6;
    private static final int CONTAINER_SIZE = 2 << 20;
    private static final int SHORTEST_MILLIS = 50;

    /** Most rounds are short, for the sake of openings; some are long enough for the compiler to have done all it does. */
    private static final int LONGEST_MILLIS = 1500;

    private static final int LONGEST_OF_LONG_MILLIS = 30_000;
    private static final int LONG_ROUNDS = 20;

    @TempDir
    Path folder;

    private final long seed = Seed.of(HammerIT.class);
    private final Random random = new Random(seed);

    @Test
    void closingUnderTheHandsOfOthersCrashesNothingAndLosesNothing() throws IOException, InterruptedException {
        assumeTrue(Providers.allWork(), "this Java has memory outside the heap to give back");
        LogName name = LogName.of(folder.resolve("log"));
        try (LogFile log = Providers.any(random).open(name, OpenOptions.createNew())) {
            log.containers().add(CONTAINERS, CONTAINER_SIZE);
        }
        Path file = folder.resolve("counts");
        LongBuffer counts = StreamsWriter.counts(file, Hammer.PRODUCERS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int round = 0;
        for (; round == 0 || System.nanoTime() < end; round++) {
            try {
                hammerAndKill(name, file, counts, end);
                check(name, counts);
            } catch (IOException | AssertionError e) {
                throw new AssertionError("in round " + round, e);
            }
        }
        System.out.println("HammerIT: " + round + " rounds, " + sum(counts) + " records acknowledged, lost 0");
    }

    /** Mostly the provider whose memory is given back. */
    private String provider() {
        return random.nextInt(4) > 0 ? Providers.OFFHEAP : Providers.DEFAULT;
    }

    private void hammerAndKill(LogName name, Path file, LongBuffer counts, long end)
            throws IOException, InterruptedException {
        long before = sum(counts);
        List<String> options = List.of("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"), "-XX:-CreateCoredumpOnCrash");
        try (JavaChild hammer = JavaChild.start(
                options, provider(), Hammer.class, name.path(), file, random.nextLong())) {
            while (sum(counts) == before) {
                hammer.requireAlive();
                Thread.onSpinWait();
            }
            hammer.killAfter(Math.min(roundNanos(), Math.max(0, end - System.nanoTime())));
            hammer.requireKilled();
        }
        assertThat(errorFiles()).as("crashes of the JVM").isEmpty();
    }

    private long roundNanos() {
        int longest = random.nextInt(LONG_ROUNDS) == 0 ? LONGEST_OF_LONG_MILLIS : LONGEST_MILLIS;
        return TimeUnit.MILLISECONDS.toNanos(SHORTEST_MILLIS + random.nextInt(longest - SHORTEST_MILLIS));
    }

    private List<String> errorFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(each -> each.startsWith("hs_err"))
                    .toList();
        }
    }

    private static long sum(LongBuffer counts) {
        long sum = 0;
        for (int i = 0; i < counts.limit(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    private void check(LogName name, LongBuffer counts) throws IOException {
        LogProvider provider = Providers.any(random);
        long[] last = new long[Hammer.PRODUCERS];
        Arrays.fill(last, -1);
        try (LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (records.next()) {
                assertThat(HammeredRecord.isOne(records.payload())).as("the record at %s", records.lsn()).isTrue();
                HammeredRecord record = HammeredRecord.of(records.payload());
                long before = last[record.producer()];
                // The same number again is that of an append whose area was closed before it could be acknowledged.
                assertThat(before == -1 || record.number() == before || record.number() == before + 1)
                        .as("%s behind number %d", record, before)
                        .isTrue();
                last[record.producer()] = record.number();
            }
        }
        for (int i = 0; i < Hammer.PRODUCERS; i++) {
            assertThat(last[i]).as("last record of producer %d", i).isBetween(counts.get(i) - 1, counts.get(i));
        }
        try (LogInspector inspector = provider.inspect(name)) {
            assertThat(inspector.validate((done, total) -> {}).damage()).isEmpty();
        }
    }
}
