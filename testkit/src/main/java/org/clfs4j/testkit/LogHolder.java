package org.clfs4j.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;

/**
 * Another process that holds a log open for writing until it is told to stop.
 *
 * <p>It runs {@link #main} with everything that is on this process's class path and module path, and finds the provider
 * by its name.
 *
 * @threading not thread-safe
 */
final class LogHolder implements AutoCloseable {

    private static final String HELD = "held";

    private final Process process;

    private LogHolder(Process process) {
        this.process = process;
    }

    /** Starts the process and returns when it has the log. */
    static LogHolder hold(LogProvider provider, Path log) throws IOException {
        String path = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        LogHolder.class.getName(),
                        provider.name(),
                        log.toString()))
                .redirectErrorStream(true)
                .start();
        LogHolder holder = new LogHolder(process);
        String output = holder.readUntilHeld();
        if (!output.endsWith(HELD)) {
            holder.close();
            throw new IllegalStateException("The other process could not open the log:\n" + output);
        }
        return holder;
    }

    private String readUntilHeld() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line);
            if (line.equals(HELD)) {
                break;
            }
            all.append('\n');
        }
        return all.toString();
    }

    /** Lets the process close the log and waits until it has ended. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /** Kills the process at once and waits until it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) {
        LogName name = LogName.of(Path.of(arguments[1]));
        try (LogFile log = LogProvider.load(arguments[0]).open(name, OpenOptions.openExisting())) {
            System.out.println(log.information().epoch() > 0 ? HELD : "opened, but not for writing");
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
