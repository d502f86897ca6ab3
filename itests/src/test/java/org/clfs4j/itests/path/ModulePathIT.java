package org.clfs4j.itests.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as modules. */
class ModulePathIT {

    private static final String DEFAULT = "default in module org.clfs4j.nio";
    private static final String OFFHEAP = "offheap in module org.clfs4j.offheap";
    private static final String THROUGH_NIO = "reads and writes files through java.nio";

    @TempDir
    Path folder;

    @Test
    void providerIsFoundAndKeepsALogWithoutAnyFlag() throws IOException, InterruptedException {
        String output = keepsALog(Providers.allWork() ? OFFHEAP : DEFAULT);

        assertThat(output.contains(THROUGH_NIO)).isEqualTo(Providers.allWork());
    }

    @Test
    void portableProviderCanBeAskedFor() throws IOException, InterruptedException {
        keepsALog(DEFAULT, "-Dorg.clfs4j.provider=default");
    }

    @Test
    void systemCallsAreMadeWhereNativeAccessIsEnabled() throws IOException, InterruptedException {
        assumeTrue(Providers.allWork(), "this Java has system calls");
        String output = keepsALog(OFFHEAP, "--enable-native-access=org.clfs4j.offheap");

        assertThat(output).doesNotContain(THROUGH_NIO);
    }

    @Test
    void noSystemCallsAreMadeWhereNativeAccessIsDenied() throws IOException, InterruptedException {
        assumeTrue(Providers.allWork(), "this Java has system calls");
        String output = keepsALog(OFFHEAP, "--illegal-native-access=deny");

        assertThat(output.lines())
                .filteredOn(line -> line.contains(THROUGH_NIO))
                .singleElement()
                .asString()
                .contains("--enable-native-access=org.clfs4j.offheap");
    }

    private String keepsALog(String provider, String... options) throws IOException, InterruptedException {
        Path classes = Stranger.asModule(folder);
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--module-path",
                Artifact.FOLDER + File.pathSeparator + classes,
                "--module",
                Stranger.MODULE + "/" + Stranger.MAIN_CLASS,
                folder.toString()));

        Child program = Child.run(folder, command);

        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output().lines())
                .contains("provider " + provider, "read " + Stranger.ROUND_TRIP)
                .noneMatch(line -> line.contains("WARNING"));
        return program.output();
    }

    @Test
    void engineCannotBeCompiledAgainst() throws IOException {
        Path descriptor = Files.writeString(
                folder.resolve("module-info.java"), "module stranger { requires org.clfs4j.core; }");
        Path source = Files.writeString(
                folder.resolve("Thief.java"), "package thief; class Thief { org.clfs4j.core.Environment all; }");

        String messages = Stranger.compile(folder, Stranger.MODULE_PATH, descriptor, source);

        assertThat(messages)
                .contains("org.clfs4j.core is declared in module org.clfs4j.core, which does not export it");
    }
}
