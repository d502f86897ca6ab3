package org.clfs4j;

/**
 * A log sequence number: the identity and the address of one record within one stream.
 *
 * <pre>
 *   63                     32 31               9 8        0
 *  ┌─────────────────────────┬──────────────────┬──────────┐
 *  │ logical container id    │ block offset/512 │ record   │
 *  └─────────────────────────┴──────────────────┴──────────┘
 * </pre>
 *
 * <p>LSNs of one stream are ordered as unsigned 64-bit numbers; LSNs of different streams must not be compared. They
 * grow strictly but not densely. {@link #NULL} is the smallest LSN and a valid one: the first record of a log may have
 * it. {@link #INVALID} is greater than every valid LSN, is not itself valid, and stands for "no record".
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/clfs-log-sequence-numbers">CLFS log
 * sequence numbers</a>; <code>clfslsn.h</code>.
 *
 * @threading immutable
 * @param value the 64 bits
 */
public record Lsn(long value) implements Comparable<Lsn> {

    /** The smallest LSN, 0.0.0; a valid one. */
    public static final Lsn NULL = new Lsn(0L);

    /** No record; greater than every valid LSN. */
    public static final Lsn INVALID = new Lsn(0xFFFF_FFFF_0000_0000L);

    /** The number of records that one log I/O block can hold. */
    public static final int RECORDS_PER_BLOCK = 512;

    /** The granularity of block offsets, in bytes. */
    public static final int BLOCK_OFFSET_UNIT = 512;

    /** The first byte of a container that no block offset can express. */
    public static final long MAX_CONTAINER_SIZE = (1L << 23) * BLOCK_OFFSET_UNIT;

    private static final int CONTAINER_SHIFT = 32;
    private static final int RECORD_BITS = 9;
    private static final long RECORD_MASK = RECORDS_PER_BLOCK - 1;
    private static final long BLOCK_MASK = (1L << 32) - RECORDS_PER_BLOCK;

    /**
     * Composes an LSN from its three parts.
     *
     * @param containerId the logical container id, 0 to 0xFFFFFFFE
     * @param blockOffset the offset of the block in its container in bytes, a multiple of 512 below 4 GiB
     * @param record the number of the record in its block, 0 to 511
     * @return the LSN, or {@link #INVALID} if a part is out of range
     */
    public static Lsn create(long containerId, long blockOffset, int record) {
        boolean expressible = containerId >= 0
                && containerId < 0xFFFF_FFFFL
                && blockOffset >= 0
                && blockOffset < MAX_CONTAINER_SIZE
                && blockOffset % BLOCK_OFFSET_UNIT == 0
                && record >= 0
                && record < RECORDS_PER_BLOCK;
        return expressible ? new Lsn(containerId << CONTAINER_SHIFT | blockOffset | record) : INVALID;
    }

    /**
     * Wraps the 64 bits of an LSN.
     *
     * @param value the bits
     * @return the LSN
     */
    public static Lsn of(long value) {
        return new Lsn(value);
    }

    /**
     * Reads an LSN as {@link #toString()} writes it, or as one hexadecimal number with the prefix {@code 0x}.
     *
     * @param text {@code container:offset:record} in hexadecimal, {@code 0x…}, {@code NULL} or {@code INVALID}
     * @return the LSN
     * @throws IllegalArgumentException if the text is neither, or a part is out of range
     */
    public static Lsn parse(String text) {
        return LsnText.parse(text);
    }

    /**
     * Returns the logical id of the container that the LSN points into.
     *
     * @return the id, 0 to 0xFFFFFFFF
     */
    public long containerId() {
        return value >>> CONTAINER_SHIFT;
    }

    /**
     * Returns the offset of the block in its container.
     *
     * @return bytes, a multiple of 512
     */
    public long blockOffset() {
        return value & BLOCK_MASK;
    }

    /**
     * Returns the number of the record in its block.
     *
     * @return 0 to 511
     */
    public int recordSequence() {
        return (int) (value & RECORD_MASK);
    }

    /**
     * Returns the LSN of the first record of the same block.
     *
     * @return this LSN with record number 0
     */
    public Lsn block() {
        return new Lsn(value & ~RECORD_MASK);
    }

    /**
     * Tells whether this is {@link #NULL}.
     *
     * @return true for 0.0.0 only
     */
    public boolean isNull() {
        return value == 0L;
    }

    /**
     * Tells whether this LSN can be that of a record.
     *
     * @return true from {@link #NULL} up to but not including {@link #INVALID}
     */
    public boolean isValid() {
        return Long.compareUnsigned(value, INVALID.value) < 0;
    }

    /**
     * Tells whether this is {@link #INVALID}.
     *
     * @return true for that one value only
     */
    public boolean isInvalid() {
        return value == INVALID.value;
    }

    /**
     * Tells whether this LSN is smaller than another one of the same stream.
     *
     * @param other the other LSN
     * @return true if smaller
     */
    public boolean isLess(Lsn other) {
        return Long.compareUnsigned(value, other.value) < 0;
    }

    /**
     * Tells whether this LSN is greater than another one of the same stream.
     *
     * @param other the other LSN
     * @return true if greater
     */
    public boolean isGreater(Lsn other) {
        return Long.compareUnsigned(value, other.value) > 0;
    }

    /**
     * Returns the next representable LSN, which need not be that of a record.
     *
     * @return the next value, or {@link #INVALID} after the largest one
     */
    public Lsn increment() {
        return isValid() ? new Lsn(value + 1) : INVALID;
    }

    /**
     * Returns the previous representable LSN, which need not be that of a record.
     *
     * @return the previous value, or {@link #INVALID} if there is none
     */
    public Lsn decrement() {
        return isValid() && !isNull() ? new Lsn(value - 1) : INVALID;
    }

    /**
     * Returns how far it is from the block of this LSN to that of another one, in an address space of containers that follow each
     * other: that of one stream, or of the log if both are physical.
     *
     * <p>CLFS asks for the largest block, too. Records of one block have no distance here, since an LSN does not tell where in its
     * block a record begins.
     *
     * <p>Source: the kernel routine <i>ClfsLsnDifference</i>.
     *
     * @param finish the other LSN
     * @param containerSize bytes of one container of the log
     * @return bytes; negative if the other LSN is smaller
     * @throws IllegalArgumentException if one of the LSNs is not valid, the container size is less than 1, or the distance is 2^63
     *     bytes or more
     */
    public long difference(Lsn finish, long containerSize) {
        if (!isValid() || !finish.isValid() || containerSize < 1) {
            throw new IllegalArgumentException("There is no distance from " + this + " to " + finish
                    + " over containers of " + containerSize + " bytes");
        }
        try {
            return Math.addExact(
                    Math.multiplyExact(finish.containerId() - containerId(), containerSize),
                    finish.blockOffset() - blockOffset());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "The distance from " + this + " to " + finish + " is 2^63 bytes or more", e);
        }
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /**
     * Writes the LSN as people read it.
     *
     * @return {@code container:offset:record} in hexadecimal, offset in bytes, or {@code INVALID}
     */
    @Override
    public String toString() {
        return LsnText.format(this);
    }
}
