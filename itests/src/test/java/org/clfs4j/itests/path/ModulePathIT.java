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

    /** Somebody may tell the compiler otherwise; that does not help where the program is run. */
    @Test
    void engineCannotBeUsedByWhatWasCompiledAgainstItByForce() throws IOException, InterruptedException {
        Path descriptor = Files.writeString(
                folder.resolve("module-info.java"), "module stranger { requires org.clfs4j.core; }");
        Path source = Files.writeString(
                folder.resolve("Thief.java"),
                """
                package thief;

                public class Thief {
                    public static void main(String[] args) throws Exception {
                        try {
                            Class.forName("org.clfs4j.core.EngineLogProvider").getConstructors()[0].newInstance("stolen", 0, null);
                        } catch (IllegalAccessException e) {
                            System.out.println("by reflection: " + e.getMessage());
                        }
                        try {
                            new org.clfs4j.core.EngineLogProvider("stolen", 0, null);
                        } catch (IllegalAccessError e) {
                            System.out.println("directly: " + e.getMessage());
                        }
                    }
                }
                """);
        List<String> byForce = new ArrayList<>(List.of("--add-exports", "org.clfs4j.core/org.clfs4j.core=stranger"));
        byForce.addAll(Stranger.MODULE_PATH);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(Stranger.compile(classes, byForce, descriptor, source)).isEmpty();

        Child thief = Child.run(
                folder,
                List.of(
                        Child.java(),
                        "--module-path",
                        Artifact.FOLDER + File.pathSeparator + classes,
                        "--module",
                        "stranger/thief.Thief"));

        assertThat(thief.exitCode()).as(thief.output()).isZero();
        String refused = "module org.clfs4j.core does not export org.clfs4j.core to module stranger";
        assertThat(thief.output().lines()).hasSize(2).allMatch(line -> line.contains(refused));
    }
}
