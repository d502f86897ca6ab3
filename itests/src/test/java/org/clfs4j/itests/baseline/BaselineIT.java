package org.clfs4j.itests.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.itests.Artifact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The version of each exported package says how much it has changed since the last release, by the rules of semantic
 * versioning. Nothing is released yet; until then the signatures that were committed first stand for it.
 */
class BaselineIT {

    private static final Path RELEASED = Path.of("src", "test", "resources", "baseline");

    /** Names the artifacts, or {@code all} of them, whose present signature becomes the released one. */
    private static final String UPDATE = "baseline.update";

    @ParameterizedTest
    @EnumSource
    void versionsSayWhatHasChanged(Artifact artifact) throws Exception {
        ApiSignature present;
        try (Jar jar = new Jar(artifact.jar().toFile())) {
            present = ApiSignature.of(jar);
        }
        Path file = RELEASED.resolve(artifact.id() + ".txt");
        if (isToBeWritten(artifact)) {
            write(file, present);
        }
        if (present.isEmpty() && Files.notExists(file)) {
            return;
        }

        assertThat(file)
                .as("%s exports something; run \"mvn verify -D%s=%s\" and commit the file", artifact, UPDATE, artifact)
                .exists();
        assertThat(present.problemsSince(ApiSignature.parse(Files.readAllLines(file))))
                .as("raise @Version in package-info.java of these packages of %s", artifact)
                .isEmpty();
    }

    private static boolean isToBeWritten(Artifact artifact) {
        List<String> named = List.of(System.getProperty(UPDATE, "").split(","));
        return named.contains("all") || named.contains(artifact.id());
    }

    private static void write(Path file, ApiSignature present) throws IOException {
        if (present.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.createDirectories(RELEASED);
            Files.write(file, present.lines());
        }
    }
}
