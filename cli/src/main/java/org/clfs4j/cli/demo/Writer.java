package org.clfs4j.cli.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.cli.console.QuietLogging;
import org.clfs4j.error.LogFullException;

/**
 * The program of the child JVM: producers that append, each waiting until its record is durable before it acknowledges it and
 * goes on to the next. It never ends by itself.
 */
public final class Writer {

    private final MarshallingArea area;
    private final Corpus corpus;
    private final int round;
    private final OutputStream acknowledgements = new FileOutputStream(FileDescriptor.out);

    private Writer(MarshallingArea area, Corpus corpus, int round) {
        this.area = area;
        this.corpus = corpus;
        this.round = round;
    }

    /**
     * Opens the log and appends until the process is killed or its parent is gone.
     *
     * @param arguments provider, path of the log, path of the corpus, round, number of producers
     * @throws IOException if the log could not be opened
     */
    public static void main(String[] arguments) throws IOException {
        QuietLogging.start();
        LogProvider provider = LogProvider.load(arguments[0]);
        Corpus corpus = Corpus.load(Path.of(arguments[2]));
        int round = Integer.parseInt(arguments[3]);
        int producers = Integer.parseInt(arguments[4]);
        try (LogFile log = provider.open(LogName.of(Path.of(arguments[1])), OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Writer writer = new Writer(area, corpus, round);
            for (int i = 0; i < producers; i++) {
                int producer = i;
                new Thread(() -> writer.produce(producer), "producer-" + i).start();
            }
            awaitEndOfParent();
        }
    }

    private void produce(int producer) {
        ByteBuffer payload = ByteBuffer.allocateDirect(Tag.LENGTH + (8 << 10));
        try {
            for (long sequence = 0; ; sequence++) {
                Tag tag = new Tag(round, producer, sequence);
                payload.clear();
                tag.write(payload);
                payload.put(corpus.line(tag)).flip();
                area.appendAsLong(payload, Append.FORCE_FLUSH);
                Acknowledgements.write(acknowledgements, tag);
            }
        } catch (LogFullException e) {
            awaitKill();
        } catch (IOException e) {
            System.err.println("producer " + producer + ": " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    /** A device that is fast enough to fill the log within a round has nothing more to do in it. */
    private static void awaitKill() {
        while (true) {
            LockSupport.park();
        }
    }

    private static void awaitEndOfParent() throws IOException {
        while (System.in.read() >= 0) {
            // the parent writes nothing; the pipe ends with it
        }
        Runtime.getRuntime().halt(0);
    }
}
