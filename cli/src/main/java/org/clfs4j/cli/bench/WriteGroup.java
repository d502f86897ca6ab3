package org.clfs4j.cli.bench;

import java.nio.ByteBuffer;

/**
 * Records that become durable together, and the producers that wait for it.
 *
 * @threading not thread-safe: first under the writer's lock, then the leader's own
 */
final class WriteGroup {

    private static final int HEADER = 64;
    private static final int RECORD_HEADER = 8;

    private final ByteBuffer bytes;
    private final int granularity;
    private final Waiter[] waiters;
    private int size;

    WriteGroup(int producers, int recordSize, int granularity) {
        this.granularity = granularity;
        bytes = ByteBuffer.allocateDirect(HEADER + producers * (RECORD_HEADER + recordSize) + 3 * granularity)
                .alignedSlice(granularity);
        waiters = new Waiter[producers];
        bytes.position(HEADER);
    }

    void add(ByteBuffer record, Waiter waiter) {
        waiter.reset();
        waiters[size++] = waiter;
        bytes.putLong(record.remaining()).put(record);
    }

    /** The producer that came first, or null. */
    Waiter first() {
        return size == 0 ? null : waiters[0];
    }

    /** Pads to what the file takes. */
    ByteBuffer close() {
        int used = bytes.position();
        return bytes.position((used + granularity - 1) / granularity * granularity).flip();
    }

    /**
     * Empties the group and wakes its producers.
     *
     * @param leader the one that wakes them and does not wait itself, or null
     */
    void release(Waiter leader) {
        for (int i = 0; i < size; i++) {
            if (waiters[i] != leader) {
                waiters[i].done();
            }
        }
        size = 0;
        bytes.clear().position(HEADER);
    }
}
