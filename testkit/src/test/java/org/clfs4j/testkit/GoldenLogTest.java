package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine still writes the golden logs byte for byte. With {@code -Dgolden.logs.update=true} they are written anew, with
 * what is seen in them now, to be looked at and committed.
 */
class GoldenLogTest {

    private static final Path COMMITTED = Path.of("src", "main", "resources", "org", "clfs4j", "testkit")
            .resolve(GoldenLog.FOLDER);
    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(2000, 1, 1, 0, 0);

    @TempDir
    Path folder;

    @Test
    void theEngineWritesTheGoldenLogsByteForByte() throws IOException {
        Map<String, Map<String, byte[]>> made = GoldenLogMaker.make();
        if (Boolean.getBoolean("golden.logs.update")) {
            for (Map.Entry<String, Map<String, byte[]>> log : made.entrySet()) {
                update(log.getKey(), log.getValue());
            }
        }
        List<GoldenLog> all = new ArrayList<>(GoldenLog.WHOLE);
        all.addAll(GoldenLog.BROKEN);

        assertThat(made.keySet())
                .isEqualTo(new TreeSet<>(all.stream().map(GoldenLog::name).toList()));
        if (!Boolean.getBoolean("golden.logs.update")) {
            for (GoldenLog golden : all) {
                assertSameBytes(golden, made.get(golden.name()));
            }
        }
    }

    private static void assertSameBytes(GoldenLog golden, Map<String, byte[]> made) throws IOException {
        Map<String, byte[]> frozen = new TreeMap<>(golden.files());
        assertThat(made.keySet()).as(golden.name()).isEqualTo(frozen.keySet());
        made.forEach((file, bytes) -> assertThat(bytes)
                .as("%s of %s; is a change of the format meant?", file, golden.name())
                .isEqualTo(frozen.get(file)));
    }

    private void update(String name, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(COMMITTED);
        try (OutputStream out = Files.newOutputStream(COMMITTED.resolve(name + ".zip"));
                ZipOutputStream archive = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ALWAYS_THE_SAME);
                archive.putNextEntry(entry);
                archive.write(file.getValue());
                archive.closeEntry();
            }
        }
        LogProvider engine = new EngineLogProvider(
                "files",
                0,
                new Environment(FileStorage::directory, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run));
        LogName log = GoldenLog.write(files, folder.resolve(name));
        List<String> seen = new ArrayList<>(LogDescription.ofReading(engine, log));
        seen.addAll(LogDescription.ofWriting(engine, log));
        Files.write(COMMITTED.resolve(name + ".txt"), seen);
    }
}
