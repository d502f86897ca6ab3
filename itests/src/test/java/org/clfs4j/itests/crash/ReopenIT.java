package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.itests.JavaChild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opening after SIGKILL reads a bounded part of the log, however much of it is live.
 *
 * <p>{@code -Dclfs4j.reopen.mib=64,256,1024} sets how many MiB are live in turn; the profile {@code reopen} has these. What
 * is printed, the median of several openings, says how long it takes.
 */
class ReopenIT {

    private static final List<Integer> LIVE_MIB = Stream.of(
                    System.getProperty("clfs4j.reopen.mib", "64,256").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final int OPENINGS = 7;
    private static final int CONTAINER_MIB = 16;
    private static final int STREAMS = 64;

    /** What is read of the indexes of a log of many streams is little: 16 bytes for each block. */
    private static final long MOST_READ_OF_INDEXES = 1L << 20;

    /** 64 MiB before the end of what is known to be durable, from the start of a container, and 32 MiB behind it. */
    private static final long MOST_READ = (64L + CONTAINER_MIB + 32) << 20;

    @TempDir
    Path folder;

    @Test
    void openingReadsABoundedPartOfTheLogHoweverMuchOfItIsLive() throws IOException, InterruptedException {
        reopen(0);
    }

    @Test
    void openingALogOfManyStreamsDoesAsWell() throws IOException, InterruptedException {
        reopen(STREAMS);
    }

    private void reopen(int streams) throws IOException, InterruptedException {
        System.out.println("ReopenIT: " + (streams == 0 ? "dedicated" : streams + " streams")
                + ": live MiB, read MiB, ms in a new process, ms in this process: first, median");
        for (int mib : LIVE_MIB) {
            LogName name = LiveLog.name(folder.resolve("log-" + streams + "-" + mib), streams);
            fillAndKill(name, streams, mib);
            // Nothing but the base log file is changed by an opening after which nothing is appended.
            Path saved = folder.resolve("saved");
            Files.copy(name.baseLogFile(), saved, StandardCopyOption.REPLACE_EXISTING);
            double fresh = freshMillis(name, streams, saved);

            Set<Long> read = new HashSet<>();
            List<Double> millis = new ArrayList<>();
            for (int opening = 0; opening < OPENINGS; opening++) {
                Files.copy(saved, name.baseLogFile(), StandardCopyOption.REPLACE_EXISTING);
                read.add(reopen(name, millis));
            }

            assertThat(read).as("bytes read in each opening").hasSize(1);
            long bytesRead = read.iterator().next();
            assertThat(bytesRead).isPositive().isLessThanOrEqualTo(MOST_READ + (streams == 0 ? 0 : MOST_READ_OF_INDEXES));
            double first = millis.get(0);
            double median = millis.stream().sorted().toList().get(OPENINGS / 2);
            System.out.printf(
                    "ReopenIT: %d, %d, %.0f, %.0f, %.0f%n", mib, bytesRead >> 20, fresh, first, median);
        }
    }

    private static void fillAndKill(LogName name, int streams, int mib) throws IOException, InterruptedException {
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(mib / CONTAINER_MIB + 2, CONTAINER_MIB << 20);
        }
        try (JavaChild child = JavaChild.start(LiveLog.class, name.path(), streams, mib)) {
            child.output().readLong();
            child.kill();
            child.requireKilled();
        }
    }

    private static double freshMillis(LogName name, int streams, Path saved) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int opening = 0; opening < OPENINGS; opening++) {
            Files.copy(saved, name.baseLogFile(), StandardCopyOption.REPLACE_EXISTING);
            try (JavaChild child = JavaChild.start(LiveLog.class, name.path(), streams)) {
                millis.add(child.output().readLong() / 1e6);
                child.requireExit(0);
            }
        }
        return millis.stream().sorted().toList().get(OPENINGS / 2);
    }

    private static long reopen(LogName name, List<Double> millis) throws IOException {
        long start = System.nanoTime();
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            millis.add((System.nanoTime() - start) / 1e6);
            RecoveryReport recovery = log.recovery();
            assertThat(recovery.outcome()).isIn(Outcome.END_OF_LOG, Outcome.TORN_TAIL);
            return recovery.bytesRead();
        }
    }
}
