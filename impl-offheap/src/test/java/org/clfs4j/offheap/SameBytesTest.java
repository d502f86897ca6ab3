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
import java.util.function.IntFunction;
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
import org.clfs4j.testkit.InMemory;
import org.clfs4j.testkit.model.ModelRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same operations, through the memory and storage of either provider, of both in turns, or with the memory of one and the
 * storage of the other, have the same results and leave the same bytes, whenever a process ends.
 *
 * <p>{@link ModelRun} makes the operations from a seed and compares each result with the reference model. {@code -Dclfs4j.seed=N} runs
 * one seed alone.
 */
class SameBytesTest {

    private static final int SEEDS = 12;
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
                List<String> portable = run("default", seed, process -> Parts.PORTABLE);
                for (Parts parts : List.of(Parts.OFFHEAP, Parts.MEMORY_ONLY)) {
                    assertSame(parts.toString(), seed, run(parts.toString(), seed, process -> parts), portable);
                }
                IntFunction<Parts> inTurns = process -> process % 2 == 1 ? Parts.OFFHEAP : Parts.PORTABLE;
                assertSame("in turns", seed, run("in turns", seed, inTurns), portable);
                processes += portable.size();
            }
        }
        System.out.println("SameBytesTest: " + processes + " processes, no difference");
    }

    private static void assertSame(String name, long seed, List<String> left, List<String> expected) {
        assertThat(left)
                .as("%s, seed %d; repeat with -Dclfs4j.seed=%d", name, seed, seed)
                .isEqualTo(expected);
    }

    /** What a process gets of the provider offheap. */
    private enum Parts {
        PORTABLE,
        MEMORY_ONLY,
        OFFHEAP
    }

    /** Runs one seed and returns what each process left. */
    private List<String> run(String name, long seed, IntFunction<Parts> parts) throws IOException {
        Path directory =
                Files.createDirectory((seed <= SEEDS_ON_DISK ? onDisk : inMemory).resolve(name + seed));
        Processes processes = new Processes(directory, seed, parts);
        new ModelRun(processes, directory, seed).withoutThreads().run(OPERATIONS);
        processes.left.add(digest(directory));
        return processes.left;
    }

    /** One process after the other, each with the memory and storage of one provider. */
    private static final class Processes implements ModelRun.Disk {

        private final List<String> left = new ArrayList<>();
        private final Path directory;
        private final LogRandom random;
        private final IntFunction<Parts> parts;
        private MortalStorage storage;
        private int started;

        Processes(Path directory, long seed, IntFunction<Parts> parts) {
            Random numbers = new Random(seed);
            this.directory = directory;
            this.random = () -> new UUID(numbers.nextLong(), numbers.nextLong());
            this.parts = parts;
        }

        @Override
        public LogProvider provider() {
            try {
                left.add(digest(directory));
                Parts given = parts.apply(started);
                Storage real = given == Parts.OFFHEAP
                        ? SystemStorage.directory(directory)
                        : FileStorage.directory(directory);
                Supplier<LogMemory> memory = given == Parts.PORTABLE ? () -> LogMemory.JVM : OffHeapMemory::new;
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
