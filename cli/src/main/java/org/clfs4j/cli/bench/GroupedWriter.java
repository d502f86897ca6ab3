package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * The limit for durable appends: producers that share one write and one force.
 *
 * <p>A record is copied into the open group. Whoever finds no write in progress takes the group, checksums it, writes and
 * forces it, and goes on with the next group if others have filled one meanwhile; everybody else is parked until the group is
 * durable. After waking them the leader yields, so that they are in the next group and not in the one after it.
 *
 * @threading one measurement at a time; its producers run concurrently
 */
final class GroupedWriter implements Contender {

    /** So many groups one producer writes before it hands over, lest it wait for ever itself. */
    private static final int GROUPS_PER_LEADER = 16;

    private final RawFile file;
    private final int producers;
    private final int recordSize;
    private final CRC32C checksum = new CRC32C();
    private WriteGroup open;
    private WriteGroup spare;
    private boolean writing;
    private IOException failure;

    GroupedWriter(RawFile file, int producers, int recordSize) {
        this.file = file;
        this.producers = producers;
        this.recordSize = recordSize;
        open = new WriteGroup(producers, recordSize, file.granularity());
        spare = new WriteGroup(producers, recordSize, file.granularity());
    }

    @Override
    public double measure(Duration time) throws IOException, InterruptedException {
        return Loops.perSecond(producers, time, this::produce);
    }

    private long produce(Loops.Stop stop) throws IOException {
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        Waiter self = new Waiter(Thread.currentThread());
        long count = 0;
        while (!stop.requested()) {
            append(record.clear(), self);
            count++;
        }
        return count;
    }

    private void append(ByteBuffer record, Waiter self) throws IOException {
        boolean leader;
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            open.add(record, self);
            leader = !writing;
            writing = true;
        }
        if (leader || self.await() == Waiter.Outcome.LEAD) {
            lead(self);
        }
    }

    private void lead(Waiter self) throws IOException {
        for (int groups = 1; ; groups++) {
            WriteGroup group = take();
            try {
                write(group);
            } catch (IOException e) {
                fail(group, e);
                throw e;
            }
            group.release(self);
            Thread.yield();
            Waiter next = giveBack(group);
            if (next == null) {
                return;
            }
            if (groups == GROUPS_PER_LEADER) {
                next.lead();
                return;
            }
        }
    }

    private synchronized WriteGroup take() {
        WriteGroup group = open;
        open = spare;
        return group;
    }

    /** Returns the first producer of the next group, or null if there is none and nobody writes any more. */
    private synchronized Waiter giveBack(WriteGroup group) {
        spare = group;
        Waiter next = open.first();
        writing = next != null;
        return next;
    }

    private void write(WriteGroup group) throws IOException {
        ByteBuffer bytes = group.close();
        checksum.reset();
        checksum.update(bytes);
        bytes.putInt(0, (int) checksum.getValue()).rewind();
        file.write(bytes);
        file.force();
    }

    private synchronized void fail(WriteGroup group, IOException reason) {
        failure = reason;
        group.release(null);
        open.release(null);
    }
}
