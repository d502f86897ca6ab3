package org.clfs4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the repository that people read.
 *
 * @threading stateless
 */
final class Repository {

    /** The repository's root: tests run in the folder of their module. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize().getParent();

    private Repository() {}

    static List<String> lines(String path) throws IOException {
        return Files.readAllLines(ROOT.resolve(path));
    }

    static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /** Returns the Markdown files of the root and of the docs folder, in the order of their names. */
    static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.startsWith(ROOT.resolve("docs/target")))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }
}
