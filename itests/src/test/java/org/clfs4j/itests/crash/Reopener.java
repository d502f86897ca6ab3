package org.clfs4j.itests.crash;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;

/** The program that recovers a log after a kill, tells what it found, and is killed as well, then or while it recovers. */
public final class Reopener {

    private Reopener() {}

    /**
     * Opens the log for writing and reads it.
     *
     * @param arguments path of the log
     */
    public static void main(String[] arguments) throws IOException {
        OutputStream pipe = new FileOutputStream(FileDescriptor.out);
        LogProvider provider = LogProvider.load();
        Frame.of(Frame.Kind.OPENING, 0).write(pipe);
        LogFile log = provider.open(LogName.of(Path.of(arguments[0])), OpenOptions.openExisting());
        Frame.of(Frame.Kind.OPENED, Contents.of(log).digest()).write(pipe);
        while (System.in.read() >= 0) {
            // the parent writes nothing; the pipe ends with it
        }
        Runtime.getRuntime().halt(2);
    }
}
