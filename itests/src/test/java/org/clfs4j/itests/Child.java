package org.clfs4j.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that ran to its end.
 *
 * @param exitCode its exit code
 * @param output what it wrote to both of its streams
 */
public record Child(int exitCode, String output) {

    /** Runs a command and waits for its end. */
    public static Child run(Path folder, List<String> command) throws InterruptedException {
        return run(new ProcessBuilder(command).directory(folder.toFile()));
    }

    /** Runs a prepared command and waits for its end. */
    public static Child run(ProcessBuilder builder) throws InterruptedException {
        try {
            // Into a file, because a pipe that nobody empties stops the child.
            Path output = Files.createTempFile("child", ".txt");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                return new Child(process.waitFor(), Files.readString(output));
            } finally {
                process.destroyForcibly();
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the {@code java} command of the Java that runs this test. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
