package org.clfs4j.itests.crash;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;

/**
 * The program that is killed: producers append through several areas, a keeper advances the base, an adder adds containers.
 * It ends with an exit code only if something fails.
 */
public final class KillWriter {

    /** How many producers there are; the keeper's number. */
    static final int PRODUCERS = 6;

    /** The largest block, in bytes. */
    static final int LARGEST_BLOCK = 128 << 10;

    private static final int[] BLOCK_SIZES = {48 << 10, 64 << 10, LARGEST_BLOCK};

    private KillWriter() {}

    /**
     * Opens the log and appends until the process is killed or its parent is gone.
     *
     * @param arguments path of the log, round, acknowledgements from one addition of containers to the next, the
     *     number of containers to stop at
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream pipe = new FileOutputStream(FileDescriptor.out);
        int round = Integer.parseInt(arguments[1]);
        Frame.of(Frame.Kind.OPENING, round).write(pipe);
        LogFile log = LogProvider.load().open(LogName.of(Path.of(arguments[0])), OpenOptions.openExisting());
        Frame.of(Frame.Kind.OPENED, round).write(pipe);
        LogStream stream = log.stream();
        MarshallingArea[] areas = new MarshallingArea[BLOCK_SIZES.length];
        for (int i = 0; i < areas.length; i++) {
            areas[i] = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                    .blockSize(BLOCK_SIZES[i])
                    .maxWriteBlocks(3)
                    .build());
        }
        Keeper keeper = new Keeper(log, stream, areas[0], pipe, round, PRODUCERS);
        readAll(stream, areas[areas.length - 1], keeper);
        for (int i = 0; i < PRODUCERS; i++) {
            start("producer " + i, new Producer(round, i, areas[i % areas.length], keeper)::produce);
        }
        start("keeper", keeper::keep);
        long every = Long.parseLong(arguments[2]);
        int limit = Integer.parseInt(arguments[3]);
        start("adder", () -> new Adder(log.containers(), pipe).add(keeper, every, limit));
        awaitEndOfParent();
    }

    private static void readAll(LogStream stream, MarshallingArea area, Keeper keeper) throws IOException {
        Lsn base = stream.baseLsn();
        try (ReadContext records = area.read(base, ReadMode.FORWARD)) {
            while (records.next()) {
                keeper.known(records.lsn());
            }
        }
    }

    /** Something that goes on until the process is killed. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Work work) {
        new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (Throwable e) {
                                e.printStackTrace();
                                Runtime.getRuntime().halt(1);
                            }
                        },
                        name)
                .start();
    }

    private static void awaitEndOfParent() throws IOException {
        while (System.in.read() >= 0) {
            // the parent writes nothing; the pipe ends with it
        }
        Runtime.getRuntime().halt(2);
    }
}
