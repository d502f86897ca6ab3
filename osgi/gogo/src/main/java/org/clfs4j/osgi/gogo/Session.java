package org.clfs4j.osgi.gogo;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.Terminal;

/**
 * What one command at a console reads, writes and waits by.
 *
 * @param out where its result goes: the console, a file, or the next command of a pipe
 * @param err where all else goes
 * @param directory what relative paths start from
 * @param over whether the command is to end, for another reason than that its thread is interrupted
 */
record Session(PrintStream out, PrintStream err, Path directory, BooleanSupplier over) {

    /** Returns the world of a command: nobody types into it, and no bar is drawn over the console's line. */
    Shell shell() {
        return new Shell(
                Channels.newChannel(InputStream.nullInputStream()),
                false,
                new Output(new PrintStreamChannel(out, over)),
                err,
                Terminal.NONE,
                () -> !over.getAsBoolean() && Shell.pauseShortly(),
                System::nanoTime,
                directory);
    }
}
