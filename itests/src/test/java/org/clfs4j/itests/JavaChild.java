package org.clfs4j.itests;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.clfs4j.LogProvider;

/** A JVM on the built jars that runs a program of these tests, and is killed. */
public final class JavaChild implements AutoCloseable {

    /** Nothing here takes a minute; a child that says nothing for so long hangs. */
    private static final long GUARD_MINUTES = 3;

    private static final int SIGKILL = 128 + 9;

    private final Process process;
    private final Path errors;
    private final DataInputStream output;

    private JavaChild(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        CompletableFuture.delayedExecutor(GUARD_MINUTES, TimeUnit.MINUTES).execute(this::endHanging);
    }

    /** Starts a program of these tests, which loads the portable provider. */
    public static JavaChild start(Class<?> program, Object... arguments) throws IOException {
        return startWith(Providers.DEFAULT, program, arguments);
    }

    /** Starts a program of these tests, which loads a provider of a name. */
    public static JavaChild startWith(String provider, Class<?> program, Object... arguments) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), provider, program, arguments);
    }

    /** Starts a program of these tests in a JVM with more options. */
    public static JavaChild start(List<String> options, String provider, Class<?> program, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(Child.java(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-D" + LogProvider.PROVIDER_PROPERTY + "=" + provider,
                "--class-path",
                Artifact.CLASS_PATH + File.pathSeparator
                        + Path.of("target", "test-classes").toAbsolutePath(),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path errors = Files.createTempFile("child", ".txt");
        return new JavaChild(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** Returns what the child writes to its standard output. */
    public DataInputStream output() {
        return output;
    }

    /** Kills the child; what it has said can still be read. */
    public void kill() {
        process.toHandle().destroyForcibly(); // Process's own would close the pipe, with frames in it
    }

    /** Kills the child at a moment within the next nanoseconds, unless it ends before. */
    public void killWithin(long nanos) throws InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
        kill();
    }

    /** Kills the child after some nanoseconds; that it ended before is a failure. */
    public void killAfter(long nanos) throws IOException, InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
        requireAlive();
        kill();
    }

    /** Does nothing unless the child has ended, which is a failure. */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the child ended with " + process.exitValue() + ": " + Files.readString(errors));
        }
    }

    /** Waits for the child's end; anything but a kill is a failure. */
    public void requireKilled() throws IOException, InterruptedException {
        requireExit(SIGKILL);
        String said = Files.readString(errors);
        if (said.contains("Full thread dump")) {
            throw new AssertionError("the child hung: " + said);
        }
    }

    /** Waits for the child's end, which must have this exit code. */
    public void requireExit(int expected) throws IOException, InterruptedException {
        int exitCode = process.waitFor();
        if (exitCode != expected) {
            throw new AssertionError("the child ended with " + exitCode + ": " + Files.readString(errors));
        }
    }

    private void endHanging() {
        if (!process.isAlive()) {
            return;
        }
        try {
            Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
            new ProcessBuilder(jstack.toString(), Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // no JDK here: then without a dump
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
