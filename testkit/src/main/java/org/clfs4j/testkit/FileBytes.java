package org.clfs4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the files of a directory hold, to be compared with what they hold later. */
final class FileBytes {

    private FileBytes() {}

    /** Size and digest by file name; lock files hold nothing of a log and are left out. */
    static Map<String, String> of(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : list(directory)) {
            if (!file.getFileName().toString().endsWith(".lock")) {
                files.put(file.getFileName().toString(), Files.size(file) + " bytes, SHA-256 " + digest(file));
            }
        }
        return files;
    }

    static long totalSize(Path directory) throws IOException {
        long total = 0;
        for (Path file : list(directory)) {
            total += Files.size(file);
        }
        return total;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
