package org.clfs4j.itests.conformance;

import static java.util.stream.Collectors.joining;
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
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Seed;
import org.clfs4j.testkit.ConformanceSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance suite on the class path, in a JVM of its own on the jars as they are shipped, by the provider that is best there.
 * On the module path each provider's own module runs it.
 *
 * <p>The tests here are run in the order of their names, so that {@link ConformanceMatrixIT} finds what is recorded.
 */
class ClassPathConformanceIT {

    /** Put behind a provider's name, this is what the matrix calls who has run the suite here. */
    static final String PLACE = " on the class path";

    private static final String BUILD = "clfs4j.conformance.build";
    private static final Path RESULTS = Path.of("target", "conformance-class-path.tsv").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void everyTestOfTheSuiteIsPassedByTheBestProvider() throws Exception {
        Files.deleteIfExists(RESULTS);
        Child suite = Child.run(
                folder,
                List.of(
                        Child.java(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dclfs4j.conformance.file=" + RESULTS,
                        "-D" + BUILD + "=" + System.getProperty(BUILD, ""),
                        // Seeded tests run with one seed, a new one each time.
                        "-D" + Seed.PROPERTY + "=" + Seed.of(ClassPathConformanceIT.class),
                        "-Dclfs4j.model.operations=2000",
                        "-Dclfs4j.model.seeds=2",
                        "--class-path",
                        classPath(),
                        ClassPathSuite.class.getName()));

        assertThat(suite.exitCode()).as(suite.output()).isZero();
        assertThat(suite.output())
                .contains("provider " + Providers.best() + " in unnamed module", "of file:" + Artifact.FOLDER);
        assertThat(namePlace()).isGreaterThanOrEqualTo(ConformanceSuite.tests().size());
    }

    /** The jars, what the test kit needs, and the classes of this module. */
    private static String classPath() {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path own = Path.of("target", "test-classes").toAbsolutePath();
        return Stream.of(
                        Stream.of(Artifact.CLASS_PATH, own.toString()),
                        Stream.of(here.split(File.pathSeparator))
                                .filter(path -> path.endsWith(".jar"))
                                .filter(path -> !Path.of(path).getFileName().toString().startsWith("clfs4j-")))
                .flatMap(paths -> paths)
                .collect(joining(File.pathSeparator));
    }

    /** Returns how many tests were recorded. */
    private static int namePlace() throws IOException {
        String best = Providers.best();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(RESULTS)) {
            lines.add(line.replaceFirst("^" + best + "\t", best + PLACE + "\t"));
        }
        Files.write(RESULTS, lines);
        return lines.size() - 1;
    }
}
