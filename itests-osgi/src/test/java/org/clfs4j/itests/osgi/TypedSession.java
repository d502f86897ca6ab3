package org.clfs4j.itests.osgi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process that somebody types commands into, and that answers them line by line. */
final class TypedSession implements AutoCloseable {

    /** What a console draws with. */
    private static final Pattern CONTROLS = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\\p{Cntrl}");

    /** What stands before an answer if the console does not end its line. */
    private static final Pattern PROMPT = Pattern.compile("^.*\\w+@\\w+\\(\\)> ?");

    private final Process process;
    private final BufferedReader answers;
    private final Writer keys;
    private final List<String> seen = new ArrayList<>();

    TypedSession(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.keys = process.outputWriter(StandardCharsets.UTF_8);
        process.onExit().orTimeout(Services.PATIENCE.toMillis() * 9, TimeUnit.MILLISECONDS).exceptionally(late -> {
            StockIT.kill(process);
            return process;
        });
    }

    void type(String command) throws IOException {
        keys.write(command + "\n");
        keys.flush();
    }

    /** Types a command again and again until there is the answer, since what it asks about may come in a thread of its own. */
    String typeUntilAnswered(String command, String answer) throws IOException {
        Pattern pattern = Pattern.compile(answer);
        while (true) {
            type(command);
            type("echo --");
            for (String line = next(); !line.equals("--"); line = next()) {
                if (pattern.matcher(line).matches()) {
                    return line;
                }
            }
        }
    }

    /** Returns the next line with a text in it. */
    String await(String text) throws IOException {
        String line = next();
        while (!line.contains(text)) {
            line = next();
        }
        return line;
    }

    private String next() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new AssertionError("It ended, or took too long:\n" + String.join("\n", seen));
        }
        seen.add(line);
        return PROMPT.matcher(CONTROLS.matcher(line).replaceAll("")).replaceFirst("");
    }

    @Override
    public void close() {
        StockIT.kill(process);
    }
}
