package org.clfs4j.itests.crash;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;

/** Programs of {@link ReopenIT}: one fills a log and goes on until it is killed, the other one opens it once. */
public final class LiveLog {

    private static final int LARGE = 60_000;
    private static final int SMALL = 256;

    private LiveLog() {}

    /**
     * Fills or opens, and tells so on standard output.
     *
     * @param arguments path of the log; to fill it, also how many MiB
     */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream pipe = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        LogProvider provider = LogProvider.load();
        LogName name = LogName.of(Path.of(arguments[0]));
        long start = System.nanoTime();
        LogFile log = provider.open(name, OpenOptions.openExisting());
        if (arguments.length == 1) {
            pipe.writeLong(System.nanoTime() - start);
            Runtime.getRuntime().halt(0); // as a kill would leave it
        }
        fill(log, Long.parseLong(arguments[1]) << 20, pipe);
    }

    private static void fill(LogFile log, long bytes, DataOutputStream pipe) throws IOException {
        try (LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            long free = log.information().currentAvailable();
            while (free - log.information().currentAvailable() < bytes) {
                area.append(ByteBuffer.allocate(LARGE));
            }
            area.flush();
            for (int i = 0; ; i++) {
                area.append(ByteBuffer.allocate(SMALL), Append.FORCE_FLUSH);
                if (i == 100) {
                    pipe.writeLong(bytes);
                }
            }
        }
    }
}
