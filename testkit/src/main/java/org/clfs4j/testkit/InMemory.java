package org.clfs4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes a folder whose files are in memory, if there is such a place: for tests that are about calls, not about a disk.
 *
 * @threading safe for concurrent use
 */
public final class InMemory implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");

    /** Creates the factory; JUnit does. */
    public InMemory() {}

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "clfs4j")
                : Files.createTempDirectory("clfs4j");
    }
}
