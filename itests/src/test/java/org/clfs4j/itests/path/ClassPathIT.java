package org.clfs4j.itests.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as plain jars. */
class ClassPathIT {

    private static final String THROUGH_NIO = "reads and writes files through java.nio";

    @TempDir
    Path folder;

    @Test
    void providerIsFoundAndKeepsALogWithoutAnyFlag() throws IOException, InterruptedException {
        String output = keepsALog(Providers.best());

        assertThat(output.contains(THROUGH_NIO)).isEqualTo(Providers.allWork());
    }

    @Test
    void portableProviderCanBeAskedFor() throws IOException, InterruptedException {
        keepsALog(Providers.DEFAULT, "-Dorg.clfs4j.provider=default");
    }

    @Test
    void systemCallsAreMadeWhereNativeAccessIsEnabled() throws IOException, InterruptedException {
        assumeTrue(Providers.allWork(), "this Java has system calls");
        String output = keepsALog(Providers.OFFHEAP, "--enable-native-access=ALL-UNNAMED");

        assertThat(output).doesNotContain(THROUGH_NIO);
    }

    @Test
    void noSystemCallsAreMadeWhereNativeAccessIsDenied() throws IOException, InterruptedException {
        assumeTrue(Providers.allWork(), "this Java has system calls");
        String output = keepsALog(Providers.OFFHEAP, "--illegal-native-access=deny");

        assertThat(output.lines())
                .filteredOn(line -> line.contains(THROUGH_NIO))
                .singleElement()
                .asString()
                .contains("--enable-native-access=ALL-UNNAMED");
    }

    private String keepsALog(String provider, String... options) throws IOException, InterruptedException {
        Path classes = Stranger.asClasses(folder);
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--class-path",
                Artifact.CLASS_PATH + File.pathSeparator + classes,
                Stranger.MAIN_CLASS,
                folder.toString()));

        Child program = Child.run(folder, command);

        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output()).contains("provider " + provider + " in unnamed module");
        assertThat(program.output().lines())
                .contains("read " + Stranger.ROUND_TRIP)
                .noneMatch(line -> line.contains("WARNING"));
        return program.output();
    }
}
