package org.clfs4j.cli.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;

/**
 * The child JVM: same Java, same modules, running {@link Writer}.
 *
 * @threading not thread-safe
 */
final class WriterProcess implements AutoCloseable {

    private static final List<String> NATIVE_ACCESS = List.of("--enable-native-access=", "--illegal-native-access=");
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Process process;
    private final Path errors;
    private final Acknowledgements acknowledgements;

    private WriterProcess(Process process, Path errors, int producers) {
        this.process = process;
        this.errors = errors;
        this.acknowledgements = new Acknowledgements(process.getInputStream(), producers);
    }

    /**
     * Starts the child.
     *
     * @param provider the provider's name
     * @param files where log and corpus are
     * @param round the number of the round
     * @param producers how many producers
     * @return the running child
     * @throws IOException if it could not be started
     */
    static WriterProcess start(String provider, DemoFiles files, int round, int producers) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(nativeAccess());
        command.addAll(program());
        command.add(provider);
        command.add(files.log().toString());
        command.add(files.corpus().toString());
        command.add(Integer.toString(round));
        command.add(Integer.toString(producers));
        Process process = new ProcessBuilder(command)
                .redirectError(files.errors().toFile())
                .start();
        return new WriterProcess(process, files.errors(), producers);
    }

    /** A provider that may make system calls here may do so there. */
    private static List<String> nativeAccess() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NATIVE_ACCESS.stream().anyMatch(option::startsWith))
                .toList();
    }

    /** The same program as this one, whether it runs from a module path, a class path or both. */
    private static List<String> program() {
        List<String> arguments = new ArrayList<>();
        addPath(arguments, "-p", System.getProperty("jdk.module.path"));
        addPath(arguments, "-cp", System.getProperty("java.class.path"));
        Module module = Writer.class.getModule();
        if (module.isNamed()) {
            arguments.add("-m");
            arguments.add(module.getName() + "/" + Writer.class.getName());
        } else {
            arguments.add(Writer.class.getName());
        }
        return arguments;
    }

    private static void addPath(List<String> arguments, String option, String path) {
        if (path != null && !path.isEmpty()) {
            arguments.add(option);
            arguments.add(path);
        }
    }

    /**
     * Lets the child work for a while from its first acknowledgement on, then kills it.
     *
     * @param delay how long
     * @return how long it worked, in nanoseconds
     */
    long killAfter(Duration delay) throws InterruptedException, IOException {
        if (!acknowledgements.awaitFirst(START_LIMIT)) {
            throw new ToolException(
                    ExitCode.STORAGE,
                    "the writing process acknowledged nothing within " + START_LIMIT.toSeconds() + " seconds");
        }
        long start = System.nanoTime();
        if (process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ToolException(
                    ExitCode.STORAGE,
                    "the writing process ended by itself with exit code " + process.exitValue() + ": "
                            + Files.readString(errors).strip().replaceAll("\\s*\\R\\s*", " "));
        }
        process.toHandle().destroyForcibly(); // Process's own would close the pipe, with acknowledgements in it
        long nanos = System.nanoTime() - start;
        process.waitFor();
        return nanos;
    }

    /** Returns how many records each producer acknowledged; only of a killed child. */
    long[] acknowledged() throws InterruptedException {
        return acknowledgements.join();
    }

    /** Kills the child if it lives. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
