package org.clfs4j.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/**
 * The outside world of a command.
 *
 * @threading not thread-safe, but for {@code err}
 * @param in standard input
 * @param out standard output
 * @param err standard error, one line per note or error
 * @param terminal what standard error is
 * @param directory what relative paths of files without a name on the command line start from
 */
public record Shell(ReadableByteChannel in, Output out, PrintStream err, Terminal terminal, Path directory) {

    /**
     * Returns the world of this process.
     *
     * @return its standard streams, terminal and working directory
     */
    @SuppressWarnings("resource") // the standard streams live as long as the process
    public static Shell ofProcess() {
        return new Shell(
                new FileInputStream(FileDescriptor.in).getChannel(),
                Output.standard(),
                System.err,
                Terminal.ofStandardError(),
                Path.of(""));
    }

    /**
     * Says something beside the command's result.
     *
     * @param sentence one line
     */
    public void note(String sentence) {
        err.println("clfs: " + sentence);
    }
}
