package org.clfs4j.allocator;

import java.nio.ByteBuffer;

/**
 * Finds out whether two blocks share memory, with the means of Java 17.
 *
 * <p>Heap blocks tell their array. Direct blocks do not tell their address, but its lower 30 bits can be had: where these
 * differ enough, the blocks are apart. Where they do not, the blocks share memory or lie a multiple of 1 GiB apart; then a
 * byte of the one that nobody uses yet is changed, and it is seen whether a byte of the other changes with it.
 *
 * @threading stateless
 */
public final class BlockOverlap {

    /** How much of an address {@link ByteBuffer#alignmentOffset} tells. */
    private static final int KNOWN = 1 << 30;

    private BlockOverlap() {}

    /**
     * Tells whether two blocks share memory.
     *
     * <p>One byte of the fresh block may be changed and set back. If the blocks do share memory, that byte belongs to both.
     *
     * @param handedOut a block that somebody may be using
     * @param fresh a block that nobody uses yet
     * @return whether they share at least one byte; false if that cannot be told, since one of them is read-only or gone
     */
    public static boolean exists(ByteBuffer handedOut, ByteBuffer fresh) {
        if (handedOut == fresh) {
            return true;
        }
        boolean apart = handedOut.isDirect() != fresh.isDirect() || handedOut.capacity() == 0 || fresh.capacity() == 0;
        if (apart || handedOut.isReadOnly() || fresh.isReadOnly()) {
            return false;
        }
        try {
            return fresh.isDirect() ? ofDirect(handedOut, fresh) : ofHeap(handedOut, fresh);
        } catch (IllegalStateException e) {
            return false; // memory that was revoked
        }
    }

    private static boolean ofHeap(ByteBuffer one, ByteBuffer other) {
        return one.array() == other.array()
                && one.arrayOffset() < other.arrayOffset() + other.capacity()
                && other.arrayOffset() < one.arrayOffset() + one.capacity();
    }

    private static boolean ofDirect(ByteBuffer handedOut, ByteBuffer fresh) {
        int distance = fresh.alignmentOffset(0, KNOWN) - handedOut.alignmentOffset(0, KNOWN);
        for (long behind = distance & KNOWN - 1; behind < handedOut.capacity(); behind += KNOWN) {
            if (isSameByte(handedOut, (int) behind, fresh, 0)) {
                return true;
            }
        }
        for (long before = -distance & KNOWN - 1; before < fresh.capacity(); before += KNOWN) {
            if (isSameByte(handedOut, 0, fresh, (int) before)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameByte(ByteBuffer handedOut, int index, ByteBuffer fresh, int freshIndex) {
        byte old = fresh.get(freshIndex);
        try {
            return follows(handedOut, index, fresh, freshIndex, (byte) (old + 1))
                    && follows(handedOut, index, fresh, freshIndex, (byte) (old + 2));
        } finally {
            fresh.put(freshIndex, old);
        }
    }

    private static boolean follows(ByteBuffer handedOut, int index, ByteBuffer fresh, int freshIndex, byte value) {
        fresh.put(freshIndex, value);
        return handedOut.get(index) == value;
    }
}
