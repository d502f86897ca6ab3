package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatCommandTest {

    private final Path directory;
    private final String log;
    private final TestShell shell;

    CatCommandTest(@TempDir Path directory) {
        this.directory = directory;
        log = directory.resolve("log").toString();
        shell = new TestShell(directory);
    }

    @BeforeEach
    void logOfFourLines() {
        shell.run("create", log, "--containers", "2", "--container-size", "512k");
        append("zero\none\ntwo\nthree\n");
    }

    @Test
    void showsLsnAndLine() {
        assertThat(shell.run("cat", log)).isZero();
        assertThat(shell.out().lines())
                .containsExactly(
                        "00000000:00000000:000  zero",
                        "00000000:00000000:001  one",
                        "00000000:00000000:002  two",
                        "00000000:00000000:003  three");
    }

    @Test
    void showsFromOneRecordToAnotherBothIncluded() {
        assertThat(cat("--from", "0:0:1", "--to", "0:0:2")).isEqualTo("one\ntwo\n");
        assertThat(cat("--from", "0:0:2")).isEqualTo("two\nthree\n");
        assertThat(cat("--to", "NULL")).isEqualTo("zero\n");
        assertThat(cat("--from", "0x2", "--to", "0x1")).isEmpty();
    }

    @Test
    void refusesToStartWhereNoRecordIs() {
        assertThat(shell.run("cat", log, "--from", "0:0:9")).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines()).singleElement().asString().contains("00000000:00000000:009");
        assertThat(shell.run("cat", log, "--from", "5:0:0")).isEqualTo(2);
        assertThat(shell.err().lines()).singleElement();
    }

    @Test
    void followsWhatOthersAppend() {
        AtomicInteger pauses = new AtomicInteger();
        TestShell follower = new TestShell(directory);
        follower.whilePausing(() -> {
            append("line " + pauses.incrementAndGet() + "\n");
            return pauses.get() < 3;
        });
        assertThat(follower.run("cat", log, "--format", "raw", "--follow")).isZero();
        assertThat(follower.out()).isEqualTo("zero\none\ntwo\nthree\nline 1\nline 2\n");
    }

    @Test
    void endsQuietlyWhenNobodyReads() {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        Shell broken = new Shell(
                Channels.newChannel(new java.io.ByteArrayInputStream(new byte[0])),
                false,
                new Output(new BrokenPipe()),
                new java.io.PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                () -> false,
                () -> 0,
                directory);
        assertThat(ClfsTool.run(broken, "cat", log)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static final class BrokenPipe implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private String cat(String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"cat", log, "--format", "raw"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        assertThat(shell.run(arguments)).isZero();
        return shell.out();
    }

    private void append(String text) {
        assertThat(shell.run(text.getBytes(StandardCharsets.UTF_8), "append", log))
                .isZero();
    }
}
