package org.clfs4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of logs, such as a crash would leave of one that is open. */
final class Copies {

    private Copies() {}

    /** Copies the base log file and the containers of a log into a directory; returns the log there. */
    static Path of(Path log, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(log.getParent())) {
            files = all.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
        for (Path file : files) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
        return directory.resolve(log.getFileName());
    }
}
