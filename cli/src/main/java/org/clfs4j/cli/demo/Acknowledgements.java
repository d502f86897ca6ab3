package org.clfs4j.cli.demo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the child has acknowledged so far, as the parent gets it through a pipe: producer (4) and sequence (8) for each record.
 *
 * <p>A frame is shorter than what a pipe takes in one piece, so frames of several producers never mix, and the last one is
 * there as a whole or not at all.
 *
 * @threading safe for concurrent use; the counts are final once {@link #join} has returned
 */
final class Acknowledgements {

    private static final int FRAME = 12;

    private final long[] counts;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread reader;
    private volatile RuntimeException failure;

    /**
     * Starts to read.
     *
     * @param pipe the child's output
     * @param producers how many producers the child has
     */
    Acknowledgements(InputStream pipe, int producers) {
        counts = new long[producers];
        reader = new Thread(() -> readAll(new DataInputStream(pipe)), "clfs-demo-acknowledgements");
        reader.setDaemon(true);
        reader.start();
    }

    /** Writes one acknowledgement, in one piece. */
    static void write(OutputStream pipe, Tag tag) throws IOException {
        byte[] frame = new byte[FRAME];
        ByteBuffer.wrap(frame).putInt(tag.producer()).putLong(tag.sequence());
        pipe.write(frame);
    }

    private void readAll(DataInputStream pipe) {
        try {
            while (true) {
                int producer = pipe.readInt();
                long sequence = pipe.readLong();
                if (sequence != counts[producer]) {
                    throw new IllegalStateException("producer " + producer + " acknowledged record " + sequence
                            + " after " + counts[producer] + " records");
                }
                counts[producer]++;
                first.countDown();
            }
        } catch (EOFException e) {
            return; // the child is dead; a frame cut short does not count
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            failure = e;
        } finally {
            first.countDown();
        }
    }

    /**
     * Waits until the child has acknowledged something or is dead.
     *
     * @return false if it did neither in time
     */
    boolean awaitFirst(Duration limit) throws InterruptedException {
        return first.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until everything has been read from the pipe of a dead child. */
    long[] join() throws InterruptedException {
        reader.join();
        if (failure != null) {
            throw failure;
        }
        return counts;
    }
}
