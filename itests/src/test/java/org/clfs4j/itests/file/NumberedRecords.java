package org.clfs4j.itests.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.itests.JavaChild;

/**
 * Records whose number says what they hold, and a program that appends them and is killed.
 *
 * <p>Several of them share a block, since only every third one or so is flushed.
 */
public final class NumberedRecords {

    private static final int LONGEST = 3000;

    private NumberedRecords() {}

    /** Returns what a record holds: its number and noise. */
    static byte[] payload(int number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] payload = new byte[Integer.BYTES + random.nextInt(LONGEST)];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putInt(number);
        return payload;
    }

    /** Appends records, the last of them flushed. */
    static void append(LogFile log, int count) throws IOException {
        try (LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            SplittableRandom random = new SplittableRandom(count);
            for (int number = 0; number < count; number++) {
                boolean flushed = random.nextInt(3) == 0;
                area.append(ByteBuffer.wrap(payload(number)), flushed ? Append.FORCE_FLUSH : Append.NONE);
            }
            area.flush();
        }
    }

    /** Has another process append records, and kills it. */
    static void appendAndKill(LogName name, int count) throws IOException, InterruptedException {
        try (JavaChild child = JavaChild.start(NumberedRecords.class, name.path(), count)) {
            child.output().read();
            child.kill();
            child.requireKilled();
        }
    }

    /**
     * Appends, says so, and waits for the end.
     *
     * @param arguments path of the log, number of records
     */
    public static void main(String[] arguments) throws IOException {
        LogFile log = LogProvider.load().open(LogName.of(Path.of(arguments[0])), OpenOptions.openExisting());
        append(log, Integer.parseInt(arguments[1]));
        new FileOutputStream(FileDescriptor.out).write(1);
        while (System.in.read() >= 0) {
            // the parent writes nothing; the pipe ends with it
        }
        Runtime.getRuntime().halt(2);
    }
}
