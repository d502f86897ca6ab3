package org.clfs4j.allocator.foreign;

import java.util.BitSet;

/**
 * A piece of mapped memory, divided into slots of one size.
 *
 * @threading confined to the holder of its allocator's lock, but for what never changes
 */
final class Region {

    final long address;
    final long length;
    final long slotSize;

    /** The pages that it has; never {@link HugePages#IF_ANY}. */
    final HugePages pages;

    final boolean locked;
    private final int slots;
    private final BitSet taken = new BitSet();

    Region(long address, long length, long slotSize, HugePages pages, boolean locked) {
        this.address = address;
        this.length = length;
        this.slotSize = slotSize;
        this.pages = pages;
        this.locked = locked;
        this.slots = (int) (length / slotSize);
    }

    /** Tells whether a block of this kind can be had here. */
    boolean hasRoom(long size, boolean lockedToo) {
        return slotSize == size && locked == lockedToo && taken.cardinality() < slots;
    }

    /** Takes a free slot; returns its address. */
    long take() {
        int slot = taken.nextClearBit(0);
        taken.set(slot);
        return address + slot * slotSize;
    }

    /** Gives a slot back; tells whether it was the last one. */
    boolean giveBack(long slotAddress) {
        taken.clear((int) ((slotAddress - address) / slotSize));
        return taken.isEmpty();
    }
}
