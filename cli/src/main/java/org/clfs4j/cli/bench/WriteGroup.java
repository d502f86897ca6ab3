package org.clfs4j.cli.bench;

import java.nio.ByteBuffer;

/**
 * Records that become durable together, and the producers that wait for it.
 *
 * @threading not thread-safe: first under the writer's lock, then the leader's own
 */
final class WriteGroup {

    private static final int SECTOR = 512;
    private static final int HEADER = 64;
    private static final int RECORD_HEADER = 8;

    private final ByteBuffer bytes;
    private final Waiter[] waiters;
    private int size;

    WriteGroup(int producers, int recordSize) {
        bytes = ByteBuffer.allocateDirect(HEADER + producers * (RECORD_HEADER + recordSize) + SECTOR);
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

    /** Pads to whole sectors. */
    ByteBuffer close() {
        int used = bytes.position();
        return bytes.position((used + SECTOR - 1) / SECTOR * SECTOR).flip();
    }

    /**
     * Marks all producers as done and empties the group.
     *
     * @param leader one that need not be woken, or null
     * @return the first to wake; it wakes the others
     */
    Waiter release(Waiter leader) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (waiters[i] != leader) {
                waiters[count++] = waiters[i];
            }
        }
        for (int i = 0; i < count; i++) {
            waiters[i].wakes(at(2 * i + 1, count), at(2 * i + 2, count));
        }
        Waiter root = at(0, count);
        for (int i = 0; i < count; i++) {
            waiters[i].done();
        }
        size = 0;
        bytes.clear().position(HEADER);
        return root;
    }

    private Waiter at(int index, int count) {
        return index < count ? waiters[index] : null;
    }
}
