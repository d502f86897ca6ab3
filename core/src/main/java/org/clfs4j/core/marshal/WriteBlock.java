package org.clfs4j.core.marshal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.clfs4j.Lsn;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.RecordFormat;

/**
 * A log I/O block in memory, into which many threads put records at once.
 *
 * <pre>
 *   word:  63          44 43                        0
 *         ┌──────────────┬──────────────────────────┐
 *         │ claims tried │ BIAS + bytes remaining   │
 *         └──────────────┴──────────────────────────┘
 * </pre>
 *
 * <p>One atomic add on the word claims a record's number and its bytes together; the old word alone decides whether the
 * claim holds, so a thread that was suspended between add and decision cannot be misled by a block that was written and
 * reused meanwhile. The first claim that does not fit closes the block: exactly one thread sees that it was the first,
 * because from then on fewer than zero bytes remain or more than 512 claims were tried. The block is complete when the
 * bytes published equal the bytes claimed.
 *
 * <p>A claim that does not hold stays in the word, which has room for a million of them: a thread makes one at most while a
 * block is closed, and waits then until it is opened again or another one is. However many bytes were claimed in vain, they
 * reach into the count only when that is beyond 512.
 *
 * <pre>
 *   free ──open()──▶ open ──claim fails or close()──▶ closed ──published──▶ complete ──written──▶ free
 * </pre>
 *
 * @threading claiming and publishing from any thread; {@link #open} by the stream's lock holder; the rest as stated
 */
final class WriteBlock {

    private static final int COUNT_SHIFT = 44;
    private static final long BYTES_MASK = (1L << COUNT_SHIFT) - 1;
    private static final long BIAS = 1L << COUNT_SHIFT - 1;
    private static final long ONE_CLAIM = 1L << COUNT_SHIFT;
    private static final long CLOSE = 1L << 40;

    private static final VarHandle WORD;
    private static final VarHandle PUBLISHED;
    private static final VarHandle ABORTED_RECORDS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(WriteBlock.class, "word", long.class);
            PUBLISHED = lookup.findVarHandle(WriteBlock.class, "published", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The allocator's own object, to be given back. */
    final ByteBuffer allocated;

    /** The block's bytes from index 0, little-endian; used with absolute positions only. */
    final ByteBuffer bytes;

    /** The same bytes for the flush leader, who moves position and limit. */
    final ByteBuffer leaderBytes;

    /** The area that the block belongs to. */
    final Area area;

    @SuppressWarnings("unused") // through WORD
    private volatile long word = BIAS - CLOSE;

    @SuppressWarnings("unused") // through PUBLISHED
    private volatile int published;

    private volatile boolean awaited;
    private volatile boolean aborted;

    /** Whether a record has no header that a reader could go by: the block must not be written. */
    volatile boolean spoilt;

    /** A bit for each record, which is set only if {@link #aborted} is. */
    private final long[] abortedRecords = new long[Lsn.RECORDS_PER_BLOCK / Long.SIZE];

    private int capacity;
    private long lsn;
    private long place;
    private ContainerFile container;
    private int usedLength;
    private int recordCount;

    WriteBlock(Area area, ByteBuffer allocated, int length) {
        this.area = area;
        this.allocated = allocated;
        this.bytes = allocated.duplicate().clear().limit(length).slice().order(ByteOrder.LITTLE_ENDIAN);
        this.leaderBytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Opens the block for claims of up to a capacity in bytes, header included. From this moment on threads may claim that took
     * the block when it was open before; so the claim of a record that must be its first one is made in the same step.
     *
     * @param first bytes of such a record, or 0 if there is none
     */
    void open(long firstLsn, int room, int first) {
        lsn = firstLsn;
        capacity = room;
        usedLength = 0;
        recordCount = 0;
        awaited = false;
        spoilt = false;
        if (aborted) {
            Arrays.fill(abortedRecords, 0L);
            aborted = false;
        }
        PUBLISHED.setVolatile(this, 0);
        WORD.setVolatile(this, first == 0 ? firstWord() : firstWord() + ONE_CLAIM - first);
    }

    /** Returns the word that the first claim of an open block meets. */
    long firstWord() {
        return BIAS + capacity - BlockFormat.HEADER_LENGTH;
    }

    /** Says where the closed block will be written. */
    void place(long where, ContainerFile target) {
        place = where;
        container = target;
    }

    /** Tries to claim a record; what came of it is told by the static methods below. */
    long claim(int length) {
        return (long) WORD.getAndAdd(this, ONE_CLAIM - length);
    }

    /** Tells whether a claim of a length holds. */
    static boolean holds(long oldWord, int length) {
        return remaining(oldWord) >= length && count(oldWord) < Lsn.RECORDS_PER_BLOCK;
    }

    /** Tells whether a claim that does not hold was the first such, so that its thread must finish the closing. */
    static boolean closes(long oldWord) {
        return remaining(oldWord) >= 0 && count(oldWord) <= Lsn.RECORDS_PER_BLOCK;
    }

    /** Returns the record number of a claim that holds. */
    static int count(long word) {
        return (int) (word >>> COUNT_SHIFT);
    }

    private static long remaining(long word) {
        return (word & BYTES_MASK) - BIAS;
    }

    /** Returns where the bytes of a claim that holds begin. */
    int offset(long oldWord) {
        return capacity - (int) remaining(oldWord);
    }

    /** Returns the LSN of a claim that holds. */
    long lsn(long oldWord) {
        return lsn + count(oldWord);
    }

    /** Tells whether a claim of a length would hold now. */
    boolean fits(int length) {
        return holds((long) WORD.getVolatile(this), length);
    }

    /** Returns how many records are claimed; -1 if a claim has closed the block and its thread is finishing that. */
    int claimedRecords() {
        long now = (long) WORD.getVolatile(this);
        return closes(now) ? Math.min(count(now), Lsn.RECORDS_PER_BLOCK) : -1;
    }

    /**
     * Closes the block against further claims.
     *
     * @return whether this call did; otherwise a claim closed it, and its thread is about to finish the closing
     */
    boolean close() {
        long now = (long) WORD.getVolatile(this);
        while (closes(now)) {
            if (WORD.compareAndSet(this, now, now - CLOSE)) {
                finishClosing(now);
                return true;
            }
            now = (long) WORD.getVolatile(this);
        }
        return false;
    }

    /** Tells whether claims can no longer hold. */
    boolean closed() {
        return !closes((long) WORD.getVolatile(this));
    }

    /** Records how far the block was filled when it was closed; called once, by the thread that closed it. */
    void finishClosing(long oldWord) {
        usedLength = capacity - (int) remaining(oldWord);
        recordCount = Math.min(count(oldWord), Lsn.RECORDS_PER_BLOCK);
    }

    /**
     * Declares that a record is to be passed over by readers, before it is published; all but its header becomes zero, which
     * must be there.
     */
    void abort(int number, int offset, int length) {
        for (int i = offset + RecordFormat.HEADER_LENGTH; i < offset + length; i += Long.BYTES) {
            bytes.putLong(i, 0L);
        }
        bytes.put(offset + RecordFormat.TYPE_OFFSET, (byte) RecordFormat.TYPE_ABORTED);
        ABORTED_RECORDS.getAndBitwiseOr(abortedRecords, number / Long.SIZE, 1L << number);
        aborted = true;
    }

    /**
     * Returns the youngest of the first records that was not aborted, or -1; one that is not published yet counts as not
     * aborted.
     */
    int lastLiveRecord(int records) {
        int number = records - 1;
        while (aborted && number >= 0 && aborted(number)) {
            number--;
        }
        return number;
    }

    private boolean aborted(int number) {
        return ((long) ABORTED_RECORDS.getVolatile(abortedRecords, number / Long.SIZE) & 1L << number) != 0;
    }

    /** Declares a claim's bytes final. */
    void publish(int length) {
        PUBLISHED.getAndAdd(this, length);
        if (awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Tells whether every claim of the closed block has been published; whoever waits has said so before, in the same order. */
    boolean complete() {
        return (int) PUBLISHED.getVolatile(this) == usedLength - BlockFormat.HEADER_LENGTH;
    }

    /** Waits until the closed block is complete; an interrupt is kept and does not end the wait. */
    void awaitComplete() {
        for (int spins = 0; spins < 64; spins++) {
            if (complete()) {
                return;
            }
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        synchronized (this) {
            awaited = true;
            while (!complete()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the LSN of its first record. */
    long lsn() {
        return lsn;
    }

    /** Returns where it will be written; only when closed. */
    long place() {
        return place;
    }

    ContainerFile container() {
        return container;
    }

    /** Returns bytes of header and records; only when closed. */
    int usedLength() {
        return usedLength;
    }

    /** Returns how many records there are; only when closed. */
    int recordCount() {
        return recordCount;
    }

    /** Returns bytes that a claim of the open block may use in all. */
    int capacity() {
        return capacity;
    }
}
