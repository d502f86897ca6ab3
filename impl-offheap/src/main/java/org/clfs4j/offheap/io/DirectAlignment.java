package org.clfs4j.offheap.io;

/**
 * What writes around the system's cache have to be multiples of, in bytes.
 *
 * @param memory the address that is written from
 * @param file the offset in the file, and the length
 */
record DirectAlignment(int memory, int file) {

    /** There are no such writes. */
    static final DirectAlignment NONE = new DirectAlignment(0, 0);

    /** Tells whether there are such writes at all. */
    boolean works() {
        return file != 0;
    }

    /** Tells whether so many bytes can go to an offset. */
    boolean takes(long offset, long length) {
        return works() && ((offset | length) & file - 1) == 0;
    }

    /** Tells whether bytes can come from an address. */
    boolean takesFrom(long address) {
        return works() && (address & memory - 1) == 0;
    }
}
