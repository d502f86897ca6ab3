package org.clfs4j.itests.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;

/** The program that creates logs, each with its first record, until it is killed. */
public final class Creator {

    private static final long CONTAINER_SIZE = 512 << 10;

    private Creator() {}

    /**
     * Creates logs named by numbers, and tells before each one that it is opened, and afterwards that it is open.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws IOException {
        OutputStream pipe = new FileOutputStream(FileDescriptor.out);
        for (int number = 0; ; number++) {
            Frame.of(Frame.Kind.OPENING, number).write(pipe);
            create(name(Path.of(arguments[0]), number));
            Frame.of(Frame.Kind.OPENED, number).write(pipe);
        }
    }

    static LogName name(Path folder, long number) {
        return LogName.of(folder.resolve("log-" + number));
    }

    /** Creates a log, or goes on where a creation was cut off; adds two containers and a third, and one record. */
    static void create(LogName name) throws IOException {
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openAlways())) {
            if (log.containers().list().isEmpty()) {
                log.containers().add(2, CONTAINER_SIZE);
            }
            if (log.containers().list().size() == 2) {
                log.containers().add(1);
            }
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                area.append(UTF_8.encode(name.toString()), Append.FORCE_FLUSH);
            }
        }
    }
}
