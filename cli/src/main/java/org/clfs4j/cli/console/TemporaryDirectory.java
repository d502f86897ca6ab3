package org.clfs4j.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of this run only, removed with everything in it when the run ends, also by Ctrl-C.
 *
 * @threading safe for concurrent use
 */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;
    private final OnInterrupt removal = new OnInterrupt(this::remove);
    private volatile boolean kept;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory.
     *
     * @param parent where; an existing directory
     * @param prefix what its name begins with
     * @return the directory
     * @throws IOException if it could not be created
     */
    public static TemporaryDirectory create(Path parent, String prefix) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(parent, prefix));
    }

    /**
     * Returns the directory.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /** Leaves the directory where it is, for somebody to look at. */
    public void keep() {
        kept = true;
    }

    /** Removes the directory unless it is to be kept. */
    @Override
    public void close() {
        if (removal.cancel()) {
            remove();
        }
    }

    private void remove() {
        if (kept) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return; // somebody else removed it
        } catch (IOException | UncheckedIOException e) {
            System.err.println("clfs: " + path + " could not be removed: " + e.getMessage());
        }
    }
}
