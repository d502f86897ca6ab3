package org.clfs4j.itests.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogFullException;

/**
 * Makes room for the producers: it knows which records are durable, and advances the base to one of them, by turns with
 * a restart area, with its metadata forced, and without.
 */
final class Keeper {

    private final LogFile log;
    private final LogStream stream;
    private final MarshallingArea area;
    private final OutputStream pipe;
    private final int round;
    private final int number;
    private final TreeSet<Lsn> durable = new TreeSet<>();
    private boolean full;
    private long laps;
    private long acknowledgements;
    private long restartAreas;

    Keeper(LogFile log, LogStream stream, MarshallingArea area, OutputStream pipe, int round, int number) {
        this.log = log;
        this.stream = stream;
        this.area = area;
        this.pipe = pipe;
        this.round = round;
        this.number = number;
    }

    /** A record that was there before may become the base, too. */
    synchronized void known(Lsn record) {
        durable.add(record);
    }

    /** Tells the parent first, so that nothing else can happen between durability and its acknowledgement. */
    void durable(Frame frame) throws IOException {
        frame.write(pipe);
        synchronized (this) {
            for (long lsn : frame.values()) {
                durable.add(Lsn.of(lsn));
            }
            acknowledgements++;
            notifyAll();
        }
    }

    /** Returns how many times room was made. */
    synchronized long laps() {
        return laps;
    }

    /** Waits until room was made since then. */
    synchronized void awaitRoom(long then) throws InterruptedException {
        full = true;
        notifyAll();
        while (laps == then) {
            wait();
        }
    }

    /** Waits until producers have acknowledged as often as that. */
    synchronized void awaitAcknowledgements(long count) throws InterruptedException {
        while (acknowledgements < count) {
            wait();
        }
    }

    /** Makes room whenever half of the log is used, until the process is killed. */
    void keep() throws IOException, InterruptedException {
        for (long lap = 0; ; lap++) {
            advance(lap, nextBase());
            synchronized (this) {
                laps++;
                full = false;
                notifyAll();
            }
        }
    }

    private void advance(long lap, Lsn base) throws IOException {
        Frame.of(Frame.Kind.BASE_WANTED, base.value()).write(pipe);
        if (lap % 3 == 0) {
            try {
                writeRestartArea(base);
                return;
            } catch (LogFullException e) {
                // then without one
            }
        }
        stream.advanceBase(base);
        if (lap % 3 == 1) {
            stream.flushMetadata();
            Frame.of(Frame.Kind.BASE_DURABLE, base.value()).write(pipe);
        }
    }

    private void writeRestartArea(Lsn base) throws IOException {
        byte[] payload = new RecordId(round, number, restartAreas, 0).payload();
        Lsn lsn = area.writeRestartArea(ByteBuffer.wrap(payload), base);
        new Frame(Frame.Kind.DURABLE, number, restartAreas++, 0, lsn.value()).write(pipe);
        Frame.of(Frame.Kind.BASE_DURABLE, base.value()).write(pipe);
    }

    private synchronized Lsn nextBase() throws IOException, InterruptedException {
        while (durable.isEmpty() || !full && !halfUsed()) {
            wait();
        }
        Lsn base = durable.first();
        for (int older = durable.size() / 2; older >= 0; older--) {
            base = durable.pollFirst();
        }
        return base;
    }

    private boolean halfUsed() throws IOException {
        LogInformation information = log.information();
        return information.currentAvailable() < information.totalAvailable() / 2;
    }
}
