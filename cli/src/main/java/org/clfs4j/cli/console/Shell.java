package org.clfs4j.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The outside world of a command.
 *
 * @threading not thread-safe, but for {@code err}
 * @param in standard input
 * @param typed whether somebody types the standard input
 * @param out standard output
 * @param err standard error, one line per note or error
 * @param terminal what standard error is
 * @param pause waits a little before looking again for what others do; false to look no more
 * @param clock nanoseconds since any moment
 * @param directory what relative paths start from
 */
public record Shell(
        ReadableByteChannel in,
        boolean typed,
        Output out,
        PrintStream err,
        Terminal terminal,
        BooleanSupplier pause,
        LongSupplier clock,
        Path directory) {

    /** A progress bar may stand there. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * Returns the world of this process.
     *
     * @return its standard streams, terminal and working directory
     */
    @SuppressWarnings("resource") // the standard streams live as long as the process
    public static Shell ofProcess() {
        return new Shell(
                new FileInputStream(FileDescriptor.in).getChannel(),
                Terminal.isStandardInput(),
                Output.standard(),
                System.err,
                Terminal.ofStandardError(),
                Shell::pauseShortly,
                System::nanoTime,
                Path.of(""));
    }

    /**
     * Waits a little.
     *
     * @return false if the thread is interrupted, which it then still is
     */
    public static boolean pauseShortly() {
        LockSupport.parkNanos(PAUSE_NANOS);
        return !Thread.currentThread().isInterrupted();
    }

    /**
     * Says something beside the command's result.
     *
     * @param sentence one line; it may quote names that somebody else has chosen
     */
    public void note(String sentence) {
        err.println((terminal.present() ? CLEAR_LINE : "") + "clfs: " + PrintableText.of(sentence));
    }
}
