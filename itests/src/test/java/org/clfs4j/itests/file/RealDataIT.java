package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files go through a log by the tool, byte for byte. */
class RealDataIT {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void everyClassOfThisJavaComesBackInChunks() throws IOException, InterruptedException {
        Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");

        throughALog(modules, "--chunk", "64k");
    }

    @Test
    void textOfThisRepositoryComesBackInLines() throws IOException, InterruptedException {
        Path text = folder.resolve("text");
        try (OutputStream out = Files.newOutputStream(text);
                Stream<Path> files = Files.walk(REPOSITORY)) {
            for (Path file : files.filter(RealDataIT::isText).sorted().toList()) {
                Files.copy(file, out);
            }
        }

        throughALog(text, "--lines", "--durable", "batch");
    }

    private static boolean isText(Path file) {
        String name = REPOSITORY.relativize(file).toString();
        return name.matches("(?!.*\\btarget\\b).*\\.(java|md|xml)") && Files.isRegularFile(file);
    }

    private void throughALog(Path file, String... how) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        // Blocks have headers, and the last container is never full.
        long containers = 3 + Files.size(file) * 11 / 10 / (8 << 20);
        succeeds("create", log, "--containers", containers, "--container-size", "8M");
        Object[] append = Stream.concat(Stream.of("append", log, "--from", file), Stream.of(how)).toArray();
        succeeds(append);
        succeeds("verify", log);

        Process cat = Tool.command("cat", log, "--format", "raw")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream expected = new BufferedInputStream(Files.newInputStream(file));
                InputStream found = new BufferedInputStream(cat.getInputStream())) {
            assertThat(firstDifference(expected, found)).isEqualTo(-1);
        }
        assertThat(cat.waitFor()).isZero();
    }

    private static void succeeds(Object... arguments) throws IOException, InterruptedException {
        Tool.Run run = Tool.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** Returns the offset of the first byte that is not the same, or -1. */
    private static long firstDifference(InputStream expected, InputStream found) throws IOException {
        for (long offset = 0; ; offset++) {
            int wanted = expected.read();
            if (wanted != found.read()) {
                return offset;
            }
            if (wanted < 0) {
                return -1;
            }
        }
    }
}
