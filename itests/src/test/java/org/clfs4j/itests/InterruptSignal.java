package org.clfs4j.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The signal of Ctrl-C. Where these tests run in the background of a shell, what they start inherits that it is ignored; then
 * processes are terminated, which is the same to the tool.
 */
public final class InterruptSignal {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private static final int SIGNAL = ignored(SIGINT) ? SIGTERM : SIGINT;

    /** What a process that was ended by it exits with. */
    public static final int EXIT_CODE = 128 + SIGNAL;

    private InterruptSignal() {}

    /** Sends it. */
    public static void send(Process process) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertThat(new ProcessBuilder("kill", "-" + SIGNAL, pid).start().waitFor()).isZero();
    }

    /** Tells whether this process, and so its children, ignore a signal. */
    private static boolean ignored(int signal) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(IGNORED))
                    .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
                    .anyMatch(mask -> (mask >> signal - 1 & 1) != 0);
        } catch (IOException e) {
            return false; // no Linux: nobody can tell
        }
    }
}
