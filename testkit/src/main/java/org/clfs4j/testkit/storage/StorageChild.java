package org.clfs4j.testkit.storage;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * Another JVM with a storage: takes one command a line and answers each with one line.
 *
 * @threading not thread-safe
 */
public final class StorageChild implements AutoCloseable {

    private static final int FIRST_WITH_NATIVE_ACCESS = 22;

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private StorageChild(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a child in a directory.
     *
     * @param storage a class with a static method {@code directory(Path)} that gives access to a directory
     * @param directory the directory
     * @return the child
     * @throws IOException if it cannot be started
     */
    public static StorageChild in(Class<?> storage, Path directory) throws IOException {
        return start(command(storage, directory));
    }

    /**
     * Starts a child by a shell that first runs a script.
     *
     * @param storage a class with a static method {@code directory(Path)} that gives access to a directory
     * @param directory the directory
     * @param script what the shell does before
     * @param shell what the shell is started by, if anything
     * @return the child
     * @throws IOException if it cannot be started
     */
    public static StorageChild in(Class<?> storage, Path directory, String script, String... shell)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(shell));
        words.addAll(List.of("sh", "-c", script + " && exec \"$0\" \"$@\""));
        words.addAll(command(storage, directory));
        return start(words);
    }

    private static StorageChild start(List<String> words) throws IOException {
        return new StorageChild(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> command(Class<?> storage, Path directory) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m"));
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(List.of(
                "-cp", classPath(), StorageChild.class.getName(), storage.getName(), directory.toString()));
        return words;
    }

    /** All that is on this process's class path and module path. */
    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Sends a command without waiting for its answer.
     *
     * @param command the command
     * @throws IOException if the child is gone
     */
    public void send(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
    }

    /**
     * Waits for the next answer.
     *
     * @return the answer
     * @throws IOException if the child is gone
     */
    public String answer() throws IOException {
        return answers.readLine();
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param command the command
     * @return the answer
     * @throws IOException if the child is gone
     */
    public String ask(String command) throws IOException {
        send(command);
        return answer();
    }

    /**
     * Returns the number of the child's process.
     *
     * @return the number
     */
    public long pid() {
        return process.pid();
    }

    /** Kills it as SIGKILL does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * The child.
     *
     * @param arguments the class that gives access to directories, and the directory
     * @throws Exception if it cannot talk
     */
    public static void main(String[] arguments) throws Exception {
        Class<?> storage = Class.forName(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Map<String, Closeable> held = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String answer;
            try {
                answer = obey(directory(storage, directory), held, line.split(" "));
            } catch (IOException e) {
                answer = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            System.out.println(answer);
        }
    }

    private static Storage directory(Class<?> storage, Path directory) throws ReflectiveOperationException, IOException {
        try {
            return (Storage) storage.getMethod("directory", Path.class).invoke(null, directory);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String obey(Storage storage, Map<String, Closeable> held, String[] words) throws IOException {
        switch (words[0]) {
            case "create" -> storage.create(words[1], Long.parseLong(words[2])).close();
            case "open" -> storage.open(words[1], true).close();
            case "keep-open" -> held.put(words[1] + held.size(), storage.open(words[1], true));
            case "write" -> {
                try (StorageFile file = storage.open(words[1], true)) {
                    file.write(ByteBuffer.allocateDirect(Integer.parseInt(words[3])), Long.parseLong(words[2]));
                }
            }
            case "fill" -> {
                try (StorageFile file = storage.open(words[1], true)) {
                    file.writeDurably(filled(Integer.parseInt(words[3]), words[4]), Long.parseLong(words[2]));
                }
            }
            case "force" -> {
                try (StorageFile file = storage.open(words[1], true)) {
                    file.force();
                }
            }
            case "read" -> {
                return read(storage, words[1], Long.parseLong(words[2]), Integer.parseInt(words[3]));
            }
            case "list" -> {
                return storage.list().toString();
            }
            case "lock" -> held.put(words[1], storage.lock(words[1]));
            case "unlock" -> held.remove(words[1]).close();
            default -> throw new IOException("unknown command");
        }
        return "ok";
    }

    private static ByteBuffer filled(int length, String value) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        while (bytes.hasRemaining()) {
            bytes.put(Byte.parseByte(value));
        }
        return bytes.flip();
    }

    /** Answers such as {@code 0*512 7*100}. */
    private static String read(Storage storage, String name, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        try (StorageFile file = storage.open(name, false)) {
            file.read(bytes, position);
        }
        bytes.flip();
        StringJoiner runs = new StringJoiner(" ");
        while (bytes.hasRemaining()) {
            byte value = bytes.get();
            int count = 1;
            while (bytes.hasRemaining() && bytes.get(bytes.position()) == value) {
                bytes.get();
                count++;
            }
            runs.add(value + "*" + count);
        }
        return runs.toString();
    }
}
