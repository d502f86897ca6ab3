package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.itests.InterruptSignal;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process writes; others read meanwhile, and may not write. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowIT {

    private static final int CANNOT_OPEN = 3;

    @TempDir
    Path folder;

    private LogName name;
    private Process writer;
    private Writer typing;
    private Process follower;
    private BufferedReader shown;

    @BeforeEach
    void start() throws IOException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(3, 512 << 10);
        }
        writer = Tool.command("append", name.path(), "--durable", "record").start();
        typing = writer.outputWriter();
        follower = Tool.command("cat", name.path(), "--follow", "--format", "raw").start();
        shown = follower.inputReader();
    }

    @AfterEach
    void end() {
        writer.destroyForcibly();
        follower.destroyForcibly();
    }

    private void type(String line) throws IOException {
        typing.write(line + "\n");
        typing.flush();
    }

    @Test
    void followerShowsEachRecordWhileItIsWrittenAndEndsWithCtrlC() throws IOException, InterruptedException {
        for (int line = 0; line < 100; line++) {
            type("line " + line);
            assertThat(shown.readLine()).isEqualTo("line " + line);
        }
        // More than the log's first container holds.
        String longLine = "x".repeat(30_000);
        for (int line = 0; line < 30; line++) {
            type(longLine + line);
            assertThat(shown.readLine()).isEqualTo(longLine + line);
        }

        InterruptSignal.send(follower);

        assertThat(follower.waitFor()).isEqualTo(InterruptSignal.EXIT_CODE);
        assertThat(shown.readLine()).isNull();
        assertThat(follower.errorReader().readLine()).isNull();
        endOfInput();
    }

    @Test
    void followerGoesOnWhenTheWriterEndsAndAnotherOneComes() throws IOException, InterruptedException {
        type("first");
        assertThat(shown.readLine()).isEqualTo("first");
        endOfInput();

        writer = Tool.command("append", name.path()).start();
        typing = writer.outputWriter();
        type("second");
        endOfInput();

        assertThat(shown.readLine()).isEqualTo("second");
    }

    @Test
    void whoReadsBesideTheWriterSeesWhatIsDurable() throws IOException, InterruptedException {
        type("first");
        assertThat(shown.readLine()).isEqualTo("first");

        Tool.Run cat = Tool.run("cat", name.path(), "--format", "raw");
        assertThat(cat.exitCode()).as(cat.err()).isZero();
        assertThat(cat.out()).isEqualTo("first\n");
        assertThat(Tool.run("info", name.path()).exitCode()).isZero();
        assertThat(Tool.run("verify", name.path()).exitCode()).isZero();
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting().access(Access.READ));
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            assertThat(records.next()).isTrue();
            assertThat(records.payload().remaining()).isEqualTo("first\n".length());
        }
        endOfInput();
    }

    @Test
    void secondWriterIsRefusedAndTheFirstOneGoesOn() throws IOException, InterruptedException {
        type("first");
        assertThat(shown.readLine()).isEqualTo("first");

        Tool.Run second = Tool.run("append", name.path());

        assertThat(second.exitCode()).isEqualTo(CANNOT_OPEN);
        assertThat(second.err().lines()).singleElement().asString()
                .contains(name.path().toString())
                .contains("process");
        type("more");
        assertThat(shown.readLine()).isEqualTo("more");
        endOfInput();
    }

    private void endOfInput() throws IOException, InterruptedException {
        typing.close();
        assertThat(writer.waitFor()).isZero();
    }
}
