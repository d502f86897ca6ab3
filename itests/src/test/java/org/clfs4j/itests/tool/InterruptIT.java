package org.clfs4j.itests.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C in commands that write. Where these tests run in the background of a shell, what they start inherits that the signal
 * of Ctrl-C is ignored; then the processes are terminated, which is the same to them.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptIT {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final int signal = ignored(SIGINT) ? SIGTERM : SIGINT;
    private final int interrupted = 128 + signal;

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void interruptedCreationLeavesNothing() throws IOException, InterruptedException {
        process = Tool.command("create", folder.resolve("log"), "--containers", 1000, "--container-size", "16M")
                .start();
        while (files() < 3 && process.isAlive()) {
            Thread.onSpinWait(); // until a container is there
        }

        interrupt();

        assertThat(process.waitFor()).isEqualTo(interrupted);
        assertThat(process.errorReader().lines()).singleElement().asString().contains("interrupted");
        assertThat(files()).isZero();
    }

    @Test
    void interruptedAppendKeepsWhatItRead() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        assertThat(Tool.run("create", log, "--container-size", "512k").exitCode()).isZero();
        process = Tool.command("append", log, "--durable", "batch", "--batch", 2).start();
        Process follower = Tool.command("cat", log, "--follow", "--format", "raw").start();
        try (Writer typing = process.outputWriter()) {
            typing.write("first\nsecond\nthird\nno end");
            typing.flush();
            assertThat(follower.inputReader().readLine()).isEqualTo("first"); // by then the third may be appended

            interrupt();

            assertThat(process.waitFor()).isEqualTo(interrupted);
            String note = process.errorReader().readLine();
            assertThat(note).matches("clfs: interrupted; appended and durable: [23] records");
            assertThat(Tool.run("cat", log, "--format", "raw").out())
                    .isEqualTo(note.contains("3") ? "first\nsecond\nthird\n" : "first\nsecond\n");
        } finally {
            follower.destroyForcibly();
        }
    }

    /** Tells whether this process, and so its children, ignore a signal. */
    private static boolean ignored(int signal) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask >> signal - 1 & 1) != 0);
        } catch (IOException e) {
            return false; // no Linux: nobody can tell
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private void interrupt() throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
    }
}
