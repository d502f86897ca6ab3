package org.clfs4j.allocator;

/**
 * The kind of memory that a marshalling area asks its log I/O blocks to be made of.
 *
 * <p>The names are those of the Windows {@code POOL_TYPE} enumeration; what each one means on the JVM is stated at the
 * constant and is what {@link BlockAllocator#standard()} delivers. A custom allocator receives the value given at the
 * creation of the area and may map it to whatever memory its owner wants.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_pool_type">POOL_TYPE</a>.
 *
 * @threading immutable
 */
public enum PoolType {
    /**
     * Memory on the Java heap, moved and swapped as the JVM and the operating system see fit. It has no fixed address,
     * so it can only promise an alignment of up to {@link #MAX_HEAP_ALIGNMENT} bytes.
     */
    PAGED(1),

    /** Memory outside the Java heap at a fixed, aligned address: what system calls read and write without a copy. */
    NON_PAGED(0);

    /** The largest alignment, in bytes, that memory on the Java heap can promise. */
    public static final int MAX_HEAP_ALIGNMENT = 8;

    private final int code;

    PoolType(int code) {
        this.code = code;
    }

    /**
     * Returns the value that the Windows enumeration gives this kind.
     *
     * @return the {@code POOL_TYPE} value
     */
    public int code() {
        return code;
    }
}
