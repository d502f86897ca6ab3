package org.clfs4j.itests.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files of a folder as they are, to be compared with what they are later. Of a lock file only that it is there: it
 * holds the id of the process that tried last.
 */
final class FileStates {

    private FileStates() {}

    /** Returns size, time of the last change and digest by file name. */
    static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> states = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                states.put(file.getFileName().toString(), state(file));
            }
        }
        return states;
    }

    private static String state(Path file) throws IOException {
        if (file.toString().endsWith(".lock")) {
            return "lock file";
        }
        String digest = Files.isRegularFile(file) ? digest(file) : "no file";
        return Files.size(file) + " bytes, changed " + Files.getLastModifiedTime(file) + ", " + digest;
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
