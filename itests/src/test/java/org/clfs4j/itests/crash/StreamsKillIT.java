package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.clfs4j.LogFile;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while 32 streams of one log have four producers each, and while one stream has all 128: nothing acknowledged is lost in
 * any stream, and each one's order holds. What is printed compares how many durable records a second the two wrote.
 *
 * <p>{@code -Dclfs4j.streams.seconds=N} sets how long each of them writes in each round, {@code -Dclfs4j.streams.rounds=N} how
 * often; the profile {@code streams} has 60 seconds.
 */
class StreamsKillIT {

    private static final int SECONDS = Integer.getInteger("clfs4j.streams.seconds", 2);
    private static final int ROUNDS = Integer.getInteger("clfs4j.streams.rounds", 2);
    private static final int STREAMS = 32;
    private static final int PRODUCERS = 4;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostInAnyStream() throws IOException, InterruptedException {
        List<Double> many = new ArrayList<>();
        List<Double> one = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String provider = round % 2 == 0 ? Providers.DEFAULT : Providers.OFFHEAP;
            one.add(writeAndKill(provider, "one-" + round, 1, STREAMS * PRODUCERS));
            many.add(writeAndKill(provider, "many-" + round, STREAMS, PRODUCERS));
            ratios.add(many.get(round) / one.get(round));
            System.out.printf(
                    Locale.ROOT,
                    "StreamsKillIT: %s, durable records/s: %d streams of %d producers %.0f, one stream of %d %.0f, ratio %.2f%n",
                    provider,
                    STREAMS,
                    PRODUCERS,
                    many.get(round),
                    STREAMS * PRODUCERS,
                    one.get(round),
                    ratios.get(round));
        }
        System.out.printf(
                Locale.ROOT,
                "StreamsKillIT: %d times %d s, durable records/s: %d streams of %d producers %.0f, one stream of %d %.0f,"
                        + " ratio %.2f (medians); lost 0%n",
                ROUNDS,
                SECONDS,
                STREAMS,
                PRODUCERS,
                median(many),
                STREAMS * PRODUCERS,
                median(one),
                median(ratios));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Returns how many records a second were acknowledged. */
    private double writeAndKill(String provider, String name, int streams, int producers)
            throws IOException, InterruptedException {
        Path path = folder.resolve(name);
        Path file = folder.resolve(name + ".counts");
        StreamsWriter.create(path, streams);
        LongBuffer counts = StreamsWriter.counts(file, streams * producers);
        double perSecond;
        // With the JVM's best compiler, as users have it: what is measured shall not be how slowly code runs at first.
        try (JavaChild writer =
                JavaChild.start(List.of(), provider, StreamsWriter.class, path, file, streams, producers)) {
            while (sum(counts) == 0) {
                writer.requireAlive();
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            long before = sum(counts);
            writer.killAfter(SECONDS * 1_000_000_000L);
            perSecond = (sum(counts) - before) * 1e9 / (System.nanoTime() - start);
            writer.requireKilled();
        }
        check(path, streams, producers, counts);
        return perSecond;
    }

    private static long sum(LongBuffer counts) {
        long sum = 0;
        for (int i = 0; i < counts.limit(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    private static void check(Path path, int streams, int producers, LongBuffer counts) throws IOException {
        try (LogFile log = LogProvider.load().open(StreamsWriter.name(path), OpenOptions.openExisting())) {
            for (int i = 0; i < streams; i++) {
                long[] next = readBack(log, i, producers);
                for (int producer = 0; producer < producers; producer++) {
                    assertThat(next[producer])
                            .as("records of producer %d of stream %d, acknowledged and found", producer, i)
                            .isGreaterThanOrEqualTo(counts.get(i * producers + producer));
                }
            }
        }
        try (LogInspector inspector = LogProvider.load().inspect(StreamsWriter.name(path))) {
            assertThat(inspector.validate((done, total) -> {}).damage()).isEmpty();
        }
    }

    /** Reads a stream and returns behind which record of each producer it ends. */
    private static long[] readBack(LogFile log, int number, int producers) throws IOException {
        long[] next = new long[producers];
        Arrays.fill(next, -1);
        try (LogStream stream = log.stream(StreamsWriter.streamName(number));
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (records.next()) {
                int producer = records.payload().getInt();
                long count = records.payload().getLong(records.payload().position() + Integer.BYTES);
                if (next[producer] >= 0) {
                    assertThat(count).as("the order of producer %d in stream %d", producer, number).isEqualTo(next[producer]);
                }
                next[producer] = count + 1;
            }
        }
        return next;
    }
}
