package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A block between two guard zones, and what its bytes must be while nobody may change them.
 *
 * <pre>
 *   ┌──────────┬───────────────┬──────────┐
 *   │ FENCE …  │ FRESH … DEAD  │ FENCE …  │  whole: the block of the allocator under test
 *   └──────────┴───────────────┴──────────┘
 *        front     handed out       GUARD
 * </pre>
 */
final class CheckedBlock {

    /** Bytes of a guard zone; whole sectors, as blocks have. */
    static final int GUARD = 512;

    private static final byte FENCE = (byte) 0xFD;
    private static final byte FRESH = (byte) 0xCD;
    private static final byte DEAD = (byte) 0xDD;

    final ByteBuffer whole;
    final ByteBuffer handedOut;
    final Throwable origin = new Throwable("The block was handed out here");
    private final int front;
    private final PoolType poolType;
    private final PoolTag tag;

    CheckedBlock(ByteBuffer whole, int byteCount, int alignment, PoolType poolType, PoolTag tag) {
        this.whole = whole;
        this.front = front(alignment);
        this.handedOut = whole.duplicate().clear().slice(front, byteCount);
        this.poolType = poolType;
        this.tag = tag;
        fill(whole, 0, front, FENCE);
        fill(whole, front, front + byteCount, FRESH);
        fill(whole, front + byteCount, front + byteCount + GUARD, FENCE);
    }

    /** Returns how many bytes must be asked for. */
    static int wholeLength(int byteCount, int alignment) {
        return Math.addExact(Math.addExact(front(alignment), byteCount), GUARD);
    }

    /** The block itself must lie at a multiple of the alignment, as the whole does. */
    private static int front(int alignment) {
        return Math.max(GUARD, alignment);
    }

    private static void fill(ByteBuffer buffer, int from, int to, byte value) {
        for (int i = from; i < to; i++) {
            buffer.put(i, value);
        }
    }

    /** Makes the bytes of a block that was freed worthless. */
    void kill() {
        fill(whole, front, front + handedOut.capacity(), DEAD);
    }

    /** Says what is wrong with the guard zones. */
    Optional<String> damagedGuard() {
        for (int i = 1; i <= front; i++) {
            if (whole.get(front - i) != FENCE) {
                return Optional.of(this + " was written beyond, " + i + " bytes before it");
            }
        }
        int end = front + handedOut.capacity();
        for (int i = 0; i < GUARD; i++) {
            if (whole.get(end + i) != FENCE) {
                return Optional.of(this + " was written beyond, " + (i + 1) + " bytes behind it");
            }
        }
        return Optional.empty();
    }

    /** Says what is wrong with the bytes of a block that was freed. */
    Optional<String> changeAfterFree() {
        for (int i = 0; i < handedOut.capacity(); i++) {
            if (whole.get(front + i) != DEAD) {
                return Optional.of(this + " was written after it had been freed, at byte " + i);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "A block of " + handedOut.capacity() + " bytes (" + tag + ", " + poolType + ")";
    }
}
