package org.clfs4j.cli.demo;

import java.nio.file.Path;

/**
 * Where the files of a demonstration are.
 *
 * @threading immutable
 * @param directory a directory of their own
 */
record DemoFiles(Path directory) {

    /** The path of the log, without extension. */
    Path log() {
        return directory.resolve("log");
    }

    /** The lines, as the child reads them. */
    Path corpus() {
        return directory.resolve("lines");
    }

    /** What the child says when it fails. */
    Path errors() {
        return directory.resolve("errors.txt");
    }
}
