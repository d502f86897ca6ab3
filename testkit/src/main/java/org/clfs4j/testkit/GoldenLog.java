package org.clfs4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.clfs4j.LogName;

/**
 * A log of format version 1, whole or broken, whose bytes were frozen, and what readers must see in it.
 *
 * @param name says what it is
 */
record GoldenLog(String name) {

    /** Where the frozen logs are, as packages and as folders are named. */
    static final String FOLDER = "golden/v1/";

    /** Whole logs, which can be appended to. */
    static final List<GoldenLog> WHOLE = logs(
            "created", "creation-cut-off", "closed", "killed", "torn-tail", "torn-first-block-of-container", "reopened");

    /** Logs that something happened to. */
    static final List<GoldenLog> BROKEN = logs(
            "bit-in-payload",
            "bit-in-magic",
            "bit-in-length",
            "bit-in-previous-checksum",
            "bit-in-padding",
            "bit-in-base-block",
            "bit-in-first-block-of-container",
            "bit-in-last-block-of-closed",
            "zeroed-sector",
            "swapped-blocks",
            "block-of-another-log",
            "container-of-an-earlier-lap",
            "container-missing",
            "container-too-short",
            "container-too-long",
            "container-of-another-log",
            "containers-swapped",
            "container-header-slot-damaged",
            "container-header-damaged",
            "metadata-slot-damaged",
            "metadata-damaged",
            "metadata-of-a-newer-version",
            "base-log-file-cut-short",
            "base-log-file-empty",
            "base-log-file-of-zeros",
            "no-log");

    private static final String FILE_PREFIX = "log";

    private static List<GoldenLog> logs(String... names) {
        return List.of(names).stream().map(GoldenLog::new).toList();
    }

    /** Returns the frozen bytes by file name. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream archive = new ZipInputStream(resource(".zip"))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                files.put(entry.getName(), archive.readAllBytes());
            }
        }
        return files;
    }

    /** Returns what readers must see, as {@link LogDescription} puts it. */
    List<String> expected() throws IOException {
        try (InputStream text = resource(".txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private InputStream resource(String extension) {
        InputStream resource = GoldenLog.class.getResourceAsStream(FOLDER + name + extension);
        if (resource == null) {
            throw new UncheckedIOException(new IOException("There is no golden log " + name + extension));
        }
        return resource;
    }

    /** Writes files into a new directory and returns the name of the log that they are. */
    static LogName write(Map<String, byte[]> files, Path directory) throws IOException {
        Files.createDirectory(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return LogName.of(directory.resolve(FILE_PREFIX));
    }
}
