package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Providers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log outside the heap does not grow on it, however many blocks it has, 250,000 here, in a heap of 32 MiB, and however long it is
 * written and read.
 *
 * <p>{@code -Dclfs4j.flatheap.seconds=N} sets how long; the profile {@code flatheap} goes on for ten minutes.
 */
class FlatHeapIT {

    private static final long BLOCKS = 250_000;
    private static final long MIB = 1 << 20;
    private static final long SECONDS = Long.getLong("clfs4j.flatheap.seconds", 3);

    @TempDir
    Path folder;

    @Test
    void heapStaysFlat() throws IOException, InterruptedException {
        Child program = Child.run(
                folder,
                List.of(
                        Child.java(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.clfs4j.provider=" + Providers.OFFHEAP,
                        "--class-path",
                        Artifact.CLASS_PATH + File.pathSeparator
                                + Path.of("target", "test-classes").toAbsolutePath(),
                        FlatHeap.class.getName(),
                        folder.resolve("log").toString(),
                        Long.toString(SECONDS)));

        assertThat(program.exitCode()).as(program.output()).isZero();
        List<Long> told = program.output()
                .lines()
                .filter(line -> line.matches("[0-9]+"))
                .map(Long::valueOf)
                .toList();
        System.out.println("FlatHeapIT: bytes of heap after the first records, all, reading; records; going on for "
                + SECONDS + " s: " + told);
        assertThat(told.get(3)).isGreaterThan(BLOCKS);
        assertThat(told.get(1) - told.get(0)).as("growth while the log was filled").isLessThan(MIB);
        assertThat(told.get(2) - told.get(0)).as("growth when it was opened and read").isLessThan(MIB);
        List<Long> goingOn = told.subList(4, told.size());
        assertThat(goingOn).hasSizeGreaterThan(10);
        assertThat(Collections.max(goingOn) - goingOn.get(0)).as("growth while it went on").isLessThan(MIB);
    }
}
