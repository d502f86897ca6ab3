package org.clfs4j.itests.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as plain jars, in a JVM without any other flag. */
class ClassPathIT {

    @TempDir
    Path folder;

    @Test
    void providerIsFoundAndKeepsALog() throws IOException, InterruptedException {
        Path classes = Stranger.asClasses(folder);

        Child program = Child.run(
                folder,
                List.of(
                        Child.java(),
                        "--class-path",
                        Artifact.CLASS_PATH + File.pathSeparator + classes,
                        Stranger.MAIN_CLASS,
                        folder.toString()));

        assertThat(program.exitCode()).as(program.output()).isZero();
        assertThat(program.output()).contains("provider default in unnamed module");
        assertThat(program.output().lines())
                .contains("read " + Stranger.ROUND_TRIP)
                .noneMatch(line -> line.contains("WARNING"));
    }
}
