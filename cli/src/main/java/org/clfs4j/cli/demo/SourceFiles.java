package org.clfs4j.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds text files under a directory: as many as make a good demonstration, in the order of their names. */
final class SourceFiles {

    private static final Set<String> EXTENSIONS = Set.of(
            "java",
            "md",
            "txt",
            "xml",
            "kt",
            "scala",
            "py",
            "c",
            "h",
            "cpp",
            "rs",
            "go",
            "js",
            "ts",
            "html",
            "css",
            "json",
            "yml",
            "yaml",
            "sh",
            "properties",
            "csv",
            "log");
    private static final Set<String> BUILD_OUTPUT = Set.of("target", "build", "out", "node_modules");
    private static final long LARGEST_FILE = 1 << 20;
    private static final int MOST_FILES = 1000;

    private SourceFiles() {}

    static List<Path> under(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean skip = !visited.equals(directory)
                        && isNoSource(visited.getFileName().toString());
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() <= LARGEST_FILE && isText(file)) {
                    found.add(file);
                }
                return found.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
                return FileVisitResult.CONTINUE; // what may not be read is no loss here
            }
        });
        Collections.sort(found);
        return found;
    }

    private static boolean isNoSource(String directory) {
        return directory.startsWith(".") || BUILD_OUTPUT.contains(directory);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isReadable(file);
    }
}
