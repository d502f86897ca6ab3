package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.Storage;
import org.clfs4j.offheap.io.SystemStorage;
import org.clfs4j.testkit.model.ModelRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same operations, through the memory and storage of either provider or of both in turns, have the same results and leave the
 * same bytes, whenever a process ends.
 *
 * <p>{@link ModelRun} makes the operations from a seed and compares each result with the reference model. {@code -Dclfs4j.seed=N} runs
 * one seed alone.
 */
class SameBytesTest {

    private static final int SEEDS = 20;
    private static final int SEEDS_ON_DISK = 2;
    private static final int OPERATIONS = 600;

    @TempDir
    Path onDisk;

    @TempDir(factory = InMemory.class)
    Path inMemory;

    /** The wall clock stands still, since metadata tells when a log was created. */
    private static final LogClock CLOCK = new LogClock() {
        @Override
        public long epochMillis() {
            return 1_000_000_000_000L;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    @Test
    void providersWriteTheSame() throws IOException {
        long only = Long.getLong("clfs4j.seed", -1);
        int processes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            if (only < 0 || seed == only) {
                List<String> portable = run("default", seed, process -> false);
                List<String> offHeap = run("offheap", seed, process -> true);
                List<String> inTurns = run("in turns", seed, process -> process % 2 == 1);

                assertThat(offHeap).as("offheap, seed %d; repeat with -Dclfs4j.seed=%d", seed, seed).isEqualTo(portable);
                assertThat(inTurns).as("in turns, seed %d; repeat with -Dclfs4j.seed=%d", seed, seed).isEqualTo(portable);
                processes += portable.size();
            }
        }
        System.out.println("SameBytesTest: " + processes + " processes, no difference");
    }

    /** Runs one seed and returns what each process left. */
    private List<String> run(String name, long seed, IntPredicate offHeap) throws IOException {
        Path directory =
                Files.createDirectory((seed <= SEEDS_ON_DISK ? onDisk : inMemory).resolve(name + seed));
        Processes processes = new Processes(directory, seed, offHeap);
        new ModelRun(processes, directory, seed).withoutThreads().run(OPERATIONS);
        processes.left.add(digest(directory));
        return processes.left;
    }

    /** One process after the other, each with the memory and storage of one provider. */
    private static final class Processes implements ModelRun.Disk {

        private final List<String> left = new ArrayList<>();
        private final Path directory;
        private final LogRandom random;
        private final IntPredicate offHeap;
        private MortalStorage storage;
        private int started;

        Processes(Path directory, long seed, IntPredicate offHeap) {
            Random numbers = new Random(seed);
            this.directory = directory;
            this.random = () -> new UUID(numbers.nextLong(), numbers.nextLong());
            this.offHeap = offHeap;
        }

        @Override
        public LogProvider provider() {
            try {
                left.add(digest(directory));
                boolean ours = offHeap.test(started);
                Storage real = ours ? SystemStorage.directory(directory) : FileStorage.directory(directory);
                Supplier<LogMemory> memory = ours ? OffHeapMemory::new : () -> LogMemory.JVM;
                MortalStorage mine = new MortalStorage(real, started);
                storage = mine;
                started++;
                return new EngineLogProvider(
                        "process " + started, 0, new Environment(path -> mine, memory, CLOCK, random, () -> Runnable::run));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void failAfter(int changes) {
            throw new UnsupportedOperationException("asked for by threads only");
        }

        @Override
        public void crash() {
            try {
                storage.die();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Names and bytes of all files. */
    private static String digest(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            StringBuilder names = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                names.append(file.getFileName()).append(' ').append(Files.size(file)).append(", ");
                digest.update(Files.readAllBytes(file));
            }
            return names + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
