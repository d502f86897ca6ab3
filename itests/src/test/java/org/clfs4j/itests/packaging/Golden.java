package org.clfs4j.itests.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Texts that were looked at and committed; what is built now must say the same. */
final class Golden {

    private static final Path COMMITTED = Path.of("src", "test", "resources", "golden");
    private static final Path BUILT = Path.of("target", "golden");

    private Golden() {}

    /** Compares lines with the committed ones, or writes them there if {@code -Dgolden.update=true} was given. */
    static void check(String name, List<String> lines) throws IOException {
        Path committed = COMMITTED.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.write(committed, lines);
            return;
        }
        Path built = Files.createDirectories(BUILT).resolve(name);
        Files.write(built, lines);
        assertThat(built)
                .as("If this change is meant, run \"mvn verify -Dgolden.update=true\" and commit %s", committed)
                .hasSameTextualContentAs(committed);
    }
}
