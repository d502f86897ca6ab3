package org.clfs4j.itests.crash;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * @param arguments path of the log and how many streams it has, 0 if it is dedicated; to fill it, also how many MiB
     */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream pipe = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        LogProvider provider = LogProvider.load();
        LogName name = name(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        long start = System.nanoTime();
        LogFile log = provider.open(name, OpenOptions.openExisting());
        if (arguments.length == 2) {
            pipe.writeLong(System.nanoTime() - start);
            Runtime.getRuntime().halt(0); // as a kill would leave it
        }
        fill(log, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]) << 20, pipe);
    }

    /** Returns the name of a log with some streams. */
    static LogName name(Path path, int streams) {
        return streams == 0 ? LogName.of(path) : LogName.of("log:" + path + "::");
    }

    private static void fill(LogFile log, int streams, long bytes, DataOutputStream pipe) throws IOException {
        List<MarshallingArea> areas = new ArrayList<>();
        for (int i = 0; i < Math.max(1, streams); i++) {
            LogStream stream = streams == 0 ? log.stream() : log.stream("stream-" + i);
            areas.add(stream.createMarshallingArea(MarshallingAreaOptions.defaults()));
        }
        long free = log.information().currentAvailable();
        while (free - log.information().currentAvailable() < bytes) {
            for (MarshallingArea area : areas) {
                area.append(ByteBuffer.allocate(LARGE), Append.FORCE_APPEND);
            }
        }
        for (MarshallingArea area : areas) {
            area.flush();
        }
        for (int i = 0; ; i++) {
            areas.get(i % areas.size()).append(ByteBuffer.allocate(SMALL), Append.FORCE_FLUSH);
            if (i == 100) {
                pipe.writeLong(bytes);
            }
        }
    }
}
