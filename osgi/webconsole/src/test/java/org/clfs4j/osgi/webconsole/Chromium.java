package org.clfs4j.osgi.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium without a window, with a new profile, that is driven from outside. Where there is none a test is aborted and says so,
 * unless {@value #REQUIRED} names it.
 */
final class Chromium implements AutoCloseable {

    private static final String REQUIRED = "CLFS4J_NATIVE_REQUIRED";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final Process process;
    private final URI devTools;

    private Chromium(Process process, URI devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /** Starts it with a profile in an empty folder. */
    static Chromium start(Path profile) throws IOException {
        Optional<Path> program = program();
        if (Arrays.asList(System.getenv().getOrDefault(REQUIRED, "").split(",")).contains("chromium")) {
            assertThat(program).as("Chromium, which %s names", REQUIRED).isPresent();
        }
        assumeTrue(program.isPresent(), "there is no Chromium on the PATH: " + NAMES);
        List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
        command.addAll(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--lang=en",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, address(process));
        } catch (IOException | RuntimeException | Error e) {
            end(process);
            throw e;
        }
    }

    private static Optional<Path> program() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Reads what it says until it says where it listens; what it says later is thrown away by a thread. */
    private static URI address(Process process) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            Matcher address = LISTENING.matcher(line);
            if (address.find()) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium's complaints");
                drain.setDaemon(true);
                drain.start();
                return URI.create(address.group(1));
            }
        }
        throw new IOException("Chromium ended and said:\n" + String.join("\n", said));
    }

    /** Returns where it is driven. */
    URI devTools() {
        return devTools;
    }

    @Override
    public void close() {
        end(process);
    }

    /** Asks it to end, so that it takes its own files away. What does not end is killed. */
    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        process.destroy();
        process.onExit().completeOnTimeout(process, WebFramework.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }
}
