package org.clfs4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.Terminal;

/** Runs commands in this process, in a pipe so to speak: with given input, and what they wrote kept. */
public final class TestShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path directory;
    private BooleanSupplier pause = () -> false;
    private LongSupplier clock = () -> 0;

    public TestShell(Path directory) {
        this.directory = directory;
    }

    /** What happens while a command waits for others; without it the command waits for nobody. */
    public void whilePausing(BooleanSupplier others) {
        pause = others;
    }

    /** What time it is, in nanoseconds; without it time stands still. */
    public void atTime(LongSupplier nanoseconds) {
        clock = nanoseconds;
    }

    /** Runs a command without input. */
    public int run(String... arguments) {
        return run(new byte[0], arguments);
    }

    /** Runs a command; what earlier commands wrote is forgotten. */
    public int run(byte[] input, String... arguments) {
        out.reset();
        err.reset();
        Shell shell = new Shell(
                Channels.newChannel(new ByteArrayInputStream(input)),
                false,
                new Output(Channels.newChannel(out)),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                pause,
                clock,
                directory);
        return ClfsTool.run(shell, arguments);
    }

    public byte[] outBytes() {
        return out.toByteArray();
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
