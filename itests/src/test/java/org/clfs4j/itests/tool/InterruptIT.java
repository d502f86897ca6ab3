package org.clfs4j.itests.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clfs4j.itests.InterruptSignal;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in commands that write. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptIT {

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

        InterruptSignal.send(process);

        assertThat(process.waitFor()).isEqualTo(InterruptSignal.EXIT_CODE);
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

            InterruptSignal.send(process);

            assertThat(process.waitFor()).isEqualTo(InterruptSignal.EXIT_CODE);
            String note = process.errorReader().readLine();
            assertThat(note).matches("clfs: interrupted; appended and durable: [23] records");
            assertThat(Tool.run("cat", log, "--format", "raw").out())
                    .isEqualTo(note.contains("3") ? "first\nsecond\nthird\n" : "first\nsecond\n");
        } finally {
            follower.destroyForcibly();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
