package org.clfs4j.itests.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as modules, in a JVM without any other flag. */
class ModulePathIT {

    @TempDir
    Path folder;

    @Test
    void providerIsFoundAndKeepsALog() throws IOException, InterruptedException {
        Path classes = Stranger.asModule(folder);

        Child program = Child.run(
                folder,
                List.of(
                        Child.java(),
                        "--module-path",
                        Artifact.FOLDER + File.pathSeparator + classes,
                        "--module",
                        Stranger.MODULE + "/" + Stranger.MAIN_CLASS,
                        folder.toString()));

        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output().lines())
                .contains("provider default in module org.clfs4j.nio", "read " + Stranger.ROUND_TRIP)
                .noneMatch(line -> line.contains("WARNING"));
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
