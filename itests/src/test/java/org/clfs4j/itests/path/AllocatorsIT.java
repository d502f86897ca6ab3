package org.clfs4j.itests.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All allocators are found from the jars, and those work that this Java can have. */
class AllocatorsIT {

    private static final Path SOURCES = Path.of("target", "test-classes", "asker").toAbsolutePath();
    private static final List<String> EVERYWHERE = List.of("heap works", "direct works", "netty works");
    private static final List<String> WITH_NATIVE_FUNCTIONS =
            List.of("posix_memalign works", "mmap works", "mmap-huge works");
    private static final int JAVA_OF_NATIVE_FUNCTIONS = 25;

    @TempDir
    Path folder;

    @Test
    void onTheClassPath() throws IOException, InterruptedException {
        String jars = allJars();
        compile(List.of("--class-path", jars), SOURCES.resolve("asker/Main.java"));
        assertThatTheyWork(
                "--enable-native-access=ALL-UNNAMED", "--class-path", jars + File.pathSeparator + folder, "asker.Main");
    }

    @Test
    void onTheModulePath() throws IOException, InterruptedException {
        compile(Stranger.MODULE_PATH, SOURCES.resolve("module-info.java"), SOURCES.resolve("asker/Main.java"));
        assertThatTheyWork(
                "--enable-native-access=org.clfs4j.allocator.foreign",
                "--module-path",
                Artifact.FOLDER + File.pathSeparator + folder,
                "--module",
                "asker/asker.Main");
    }

    private static String allJars() throws IOException {
        try (Stream<Path> jars = Files.list(Artifact.FOLDER)) {
            return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
        }
    }

    private void compile(List<String> options, Path... sources) {
        assertThat(Stranger.compile(folder, options, sources)).isEmpty();
    }

    private void assertThatTheyWork(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(List.of(options));
        Child program = Child.run(folder, command);

        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output().lines()).containsAll(EVERYWHERE);
        if (Runtime.version().feature() >= JAVA_OF_NATIVE_FUNCTIONS) {
            assertThat(program.output().lines()).containsAll(WITH_NATIVE_FUNCTIONS);
        } else {
            assertThat(program.output().lines())
                    .noneMatch(line -> line.startsWith("mmap"))
                    .anyMatch(line -> line.contains("Skipping an allocator that cannot be loaded here"));
        }
    }
}
