package org.clfs4j.itests.path;

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
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which provider a program gets, by the jars that are there, the Java that runs it, and the system property. */
class ProviderChoiceIT {

    private static final String SKIPPED = "Skipping a log provider";
    private static final String PROPERTY = "-Dorg.clfs4j.provider=";

    /** Where the jars are. */
    enum Paths {
        CLASS_PATH {
            @Override
            List<String> options(Path folder, String jars) throws IOException {
                String path = jars + File.pathSeparator + Stranger.asClasses(folder);
                return List.of("--class-path", path, Stranger.MAIN_CLASS);
            }
        },
        MODULE_PATH {
            @Override
            List<String> options(Path folder, String jars) throws IOException {
                String path = jars + File.pathSeparator + Stranger.asModule(folder);
                return List.of("--module-path", path, "--module", Stranger.MODULE + "/" + Stranger.MAIN_CLASS);
            }
        };

        abstract List<String> options(Path folder, String jars) throws IOException;
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void withoutAProviderTheFailureSaysWhatToDo(Paths paths) throws Exception {
        Child program = run(paths, List.of());

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.output())
                .contains("IllegalStateException: No log provider found; put one, such as clfs4j-impl-default")
                .doesNotContain(SKIPPED);
    }

    @ParameterizedTest
    @EnumSource
    void thePortableOneIsTakenWhereItIsTheOnlyOne(Paths paths) throws Exception {
        Child program = run(paths, List.of(Artifact.IMPL_DEFAULT));

        assertTaken(program, Providers.DEFAULT);
        assertThat(program.output()).contains("the best of [default]").doesNotContain(SKIPPED);
    }

    @ParameterizedTest
    @EnumSource
    void theOneOutsideTheHeapIsTakenAloneOrSkippedWithOneLineOnAnOlderJava(Paths paths) throws Exception {
        Child program = run(paths, List.of(Artifact.IMPL_OFFHEAP));

        if (Providers.allWork()) {
            assertTaken(program, Providers.OFFHEAP);
        } else {
            assertSkippedWithOneLine(program);
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains("IllegalStateException: No log provider found");
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofBothTheBestIsTakenThatThisJavaCanLoad(Paths paths) throws Exception {
        Child program = run(paths, List.of(Artifact.IMPL_DEFAULT, Artifact.IMPL_OFFHEAP));

        assertTaken(program, Providers.best());
        if (Providers.allWork()) {
            assertThat(program.output()).contains("the best of [offheap, default]").doesNotContain(SKIPPED);
        } else {
            assertThat(program.output()).contains("the best of [default]");
            assertSkippedWithOneLine(program);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePropertyTakesAnyOfThoseThatWork(Paths paths) throws Exception {
        List<Artifact> both = List.of(Artifact.IMPL_DEFAULT, Artifact.IMPL_OFFHEAP);
        Child portable = run(paths, both, PROPERTY + Providers.DEFAULT);

        assertTaken(portable, Providers.DEFAULT);
        assertThat(portable.output()).contains("default: named by org.clfs4j.provider");

        Child unknown = run(paths, both, PROPERTY + "nosuch");

        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.output()).contains("No log provider named \"nosuch\" works here; there are: [").contains("default]");
    }

    @ParameterizedTest
    @EnumSource
    void whatThePropertyNamesIsNotReplacedByAnotherOnAnOlderJava(Paths paths) throws Exception {
        Child program = run(
                paths, List.of(Artifact.IMPL_DEFAULT, Artifact.IMPL_OFFHEAP), PROPERTY + Providers.OFFHEAP);

        if (Providers.allWork()) {
            assertTaken(program, Providers.OFFHEAP);
        } else {
            assertSkippedWithOneLine(program);
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains("No log provider named \"offheap\" works here; there are: [default]");
        }
    }

    private static void assertTaken(Child program, String provider) {
        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output()).contains("provider " + provider + " in ", "read " + Stranger.ROUND_TRIP);
    }

    /** It says which class is of which Java, and nobody sees the error. */
    private static void assertSkippedWithOneLine(Child program) {
        assertThat(program.output().lines())
                .filteredOn(line -> line.contains(SKIPPED))
                .singleElement()
                .asString()
                .contains("OffHeapLogProvider", "class file version 69");
        assertThat(program.output()).doesNotContain("UnsupportedClassVersionError");
    }

    private Child run(Paths paths, List<Artifact> providers, String... options) throws IOException, InterruptedException {
        String jars = Stream.concat(Stream.of(Artifact.ALLOCATOR_SPI, Artifact.API, Artifact.CORE), providers.stream())
                .map(artifact -> artifact.jar().toString())
                .collect(joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(List.of(options));
        command.addAll(paths.options(folder, jars));
        command.add(Files.createTempDirectory(folder, "log").toString());
        return Child.run(folder, command);
    }
}
