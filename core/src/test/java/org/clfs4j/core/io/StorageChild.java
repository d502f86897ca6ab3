package org.clfs4j.core.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Another JVM with a storage: takes one command a line and answers each with one line. */
final class StorageChild implements AutoCloseable {

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private StorageChild(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a child in a directory. */
    static StorageChild in(Path directory) throws IOException {
        return start(command(directory));
    }

    /** Starts a child by a shell that first runs a script. */
    static StorageChild in(Path directory, String script, String... shell) throws IOException {
        List<String> words = new ArrayList<>(List.of(shell));
        words.addAll(List.of("sh", "-c", script + " && exec \"$0\" \"$@\""));
        words.addAll(command(directory));
        return start(words);
    }

    private static StorageChild start(List<String> words) throws IOException {
        return new StorageChild(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> command(Path directory) {
        String classPath = root(FileStorage.class) + File.pathSeparator + root(StorageChild.class);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx32m",
                "-cp", classPath,
                StorageChild.class.getName(), directory.toString());
    }

    /** The folder of class files that a class is in, also when it is patched into a module. */
    private static Path root(Class<?> type) {
        try {
            Path file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
            for (int up = type.getName().split("\\.").length; up > 0; up--) {
                file = file.getParent();
            }
            return file;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a command without waiting for its answer. */
    void send(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
    }

    /** Waits for the next answer. */
    String answer() throws IOException {
        return answers.readLine();
    }

    String ask(String command) throws IOException {
        send(command);
        return answer();
    }

    long pid() {
        return process.pid();
    }

    /** Kills it as SIGKILL does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * The child.
     *
     * @param arguments the directory
     * @throws IOException if it cannot talk
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Map<String, Closeable> locks = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String answer;
            try {
                answer = obey(directory, locks, line.split(" "));
            } catch (IOException e) {
                answer = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            System.out.println(answer);
        }
    }

    private static String obey(Path directory, Map<String, Closeable> locks, String[] words) throws IOException {
        Storage storage = FileStorage.directory(directory);
        switch (words[0]) {
            case "create" -> storage.create(words[1], Long.parseLong(words[2])).close();
            case "create-without-asking-for-room" -> new FileStorage(directory.toRealPath(), new FakeVolume(Long.MAX_VALUE, false))
                    .create(words[1], Long.parseLong(words[2]))
                    .close();
            case "open" -> storage.open(words[1], true).close();
            case "list" -> {
                return storage.list().toString();
            }
            case "lock" -> locks.put(words[1], storage.lock(words[1]));
            case "unlock" -> locks.remove(words[1]).close();
            default -> throw new IOException("unknown command");
        }
        return "ok";
    }
}
