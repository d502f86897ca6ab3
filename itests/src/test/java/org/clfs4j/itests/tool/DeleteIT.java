package org.clfs4j.itests.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.clfs4j.itests.Tool;
import org.clfs4j.itests.Tool.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted while another process has it open. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeleteIT {

    @TempDir
    Path folder;

    @Test
    void aLogThatAnotherProcessWritesIsLeftAlone() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        assertThat(Tool.run("create", log + "::ledger", "--container-size", "1M").exitCode()).isZero();
        Process process = Tool.command("append", log + "::ledger", "--durable", "record").start();
        try {
            writeWhileOthersTryToDelete(process, log);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Tool.run("cat", log + "::ledger", "--format", "raw").out()).isEqualTo("first\nsecond\n");
        assertThat(Tool.run("delete", log, "--with-streams", "--yes").exitCode()).isZero();
        assertThat(folder).isDirectoryNotContaining(file -> !file.getFileName().toString().equals("log.lock"));
    }

    @Test
    void watchingEndsWithTheStream() throws IOException, InterruptedException {
        String stream = folder.resolve("log") + "::ledger";
        assertThat(Tool.run("create", stream, "--container-size", "1M").exitCode()).isZero();
        Process watching = Tool.command("watch", stream, "--interval", "0.1").start();
        try {
            assertThat(watching.inputReader().readLine()).contains("records/s");
            assertThat(Tool.run("delete", stream, "--yes").exitCode()).isZero();
            assertThat(watching.waitFor()).isEqualTo(3);
            assertThat(watching.errorReader().lines()).singleElement().asString().contains("was deleted");
        } finally {
            watching.destroyForcibly();
        }
    }

    private static void writeWhileOthersTryToDelete(Process process, Path log)
            throws IOException, InterruptedException {
        try (Writer typing = process.outputWriter()) {
            typing.write("first\n");
            typing.flush();
            awaitFirstRecord(log);
            for (String command : new String[] {"delete", "reset"}) {
                Run refused = Tool.run(command, log + "::ledger", "--yes");
                assertThat(refused.err()).contains("open for writing by process " + process.pid());
                assertThat(refused.exitCode()).isEqualTo(3);
            }
            assertThat(Tool.run("delete", log, "--with-streams", "--yes").exitCode()).isEqualTo(3);
            typing.write("second\n");
        }
    }

    /** When it can be read, the other process has the log open. */
    private static void awaitFirstRecord(Path log) throws IOException {
        Process follower =
                Tool.command("cat", log + "::ledger", "--follow", "--format", "raw").start();
        try {
            assertThat(follower.inputReader().readLine()).isEqualTo("first");
        } finally {
            follower.destroyForcibly();
        }
    }
}
