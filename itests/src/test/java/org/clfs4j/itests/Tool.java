package org.clfs4j.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tool {@code clfs} as a process of its own, on the same module path as {@code ./clfs} uses. */
public final class Tool {

    private static final Path APP = Path.of("..", "cli", "target", "app").toAbsolutePath().normalize();

    private Tool() {}

    /**
     * What a run of the tool ended with.
     *
     * @param exitCode its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Run(int exitCode, String out, String err) {}

    /** Prepares a run. */
    public static ProcessBuilder command(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Child.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=org.clfs4j.offheap",
                "--module-path",
                APP.toString(),
                "--module",
                "org.clfs4j.cli/org.clfs4j.cli.ClfsTool"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command);
    }

    /** Runs the tool with nothing to read. */
    public static Run run(Object... arguments) throws IOException, InterruptedException {
        return run(command(arguments).redirectInput(Path.of("/dev/null").toFile()));
    }

    /** Runs the tool as prepared. */
    public static Run run(ProcessBuilder command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("clfs", ".out");
        Path err = Files.createTempFile("clfs", ".err");
        try {
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
