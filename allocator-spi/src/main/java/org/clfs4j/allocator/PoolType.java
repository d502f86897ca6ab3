package org.clfs4j.allocator;

/**
 * The kind of memory that a marshalling area asks its log I/O blocks to be made of.
 *
 * <p>The constants are those values of the Windows {@code POOL_TYPE} enumeration that a client may ask for, under its
 * names; the values that it reserves for the system have none. On the JVM two things are left of them: whether the
 * memory may be paged out, and whether a block begins with a cache line. All memory is free of executable code, so that
 * <i>Nx</i> changes nothing, and a type that must succeed is refused like any other when memory is missing.
 *
 * <p>What an allocator makes of a type is what {@link AllocatorProvider#promise} says. A custom allocator receives the
 * value given at the creation of the area and may map it to whatever memory its owner wants.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_pool_type">POOL_TYPE</a>.
 *
 * @threading immutable
 */
public enum PoolType {
    /**
     * Memory at a fixed address, outside the Java heap, that the system should not page out (<i>NonPagedPool</i>, also
     * called <i>NonPagedPoolExecute</i>). Only allocators that promise {@link BlockTrait#LOCKED} can hold the system to it.
     */
    NON_PAGED(0),

    /** Memory that may be paged out, and moved by the JVM if it is on the Java heap (<i>PagedPool</i>). */
    PAGED(1),

    /** As {@link #NON_PAGED}; a refusal is answered like any other (<i>NonPagedPoolMustSucceed</i>). */
    NON_PAGED_MUST_SUCCEED(2),

    /** As {@link #NON_PAGED}, beginning with a cache line (<i>NonPagedPoolCacheAligned</i>). */
    NON_PAGED_CACHE_ALIGNED(4),

    /** As {@link #PAGED}, beginning with a cache line, and therefore outside the Java heap (<i>PagedPoolCacheAligned</i>). */
    PAGED_CACHE_ALIGNED(5),

    /**
     * As {@link #NON_PAGED_CACHE_ALIGNED}; a refusal is answered like any other (<i>NonPagedPoolCacheAlignedMustS</i>).
     */
    NON_PAGED_CACHE_ALIGNED_MUST_SUCCEED(6),

    /** As {@link #NON_PAGED} (<i>NonPagedPoolNx</i>). */
    NON_PAGED_NX(512),

    /** As {@link #NON_PAGED_CACHE_ALIGNED} (<i>NonPagedPoolNxCacheAligned</i>). */
    NON_PAGED_NX_CACHE_ALIGNED(516);

    /** The largest alignment, in bytes, that memory on the Java heap can promise. */
    public static final int MAX_HEAP_ALIGNMENT = 8;

    /** The alignment, in bytes, of the types that begin with a cache line. */
    public static final int CACHE_LINE = 64;

    private static final int PAGED_BIT = 1;
    private static final int CACHE_ALIGNED_BIT = 4;

    private final int code;

    PoolType(int code) {
        this.code = code;
    }

    /**
     * Returns the type that has a value in the Windows enumeration.
     *
     * @param code the {@code POOL_TYPE} value
     * @return the type
     * @throws IllegalArgumentException if the value is reserved for the system or there is none
     */
    public static PoolType ofCode(int code) {
        for (PoolType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("Pool types that can be asked for are 0, 1, 2, 4, 5, 6, 512 and 516; " + code
                + " is reserved for the system or unknown");
    }

    /**
     * Returns the value that the Windows enumeration gives this kind.
     *
     * @return the {@code POOL_TYPE} value
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether the memory may be paged out.
     *
     * @return false if the system should keep it in main memory
     */
    public boolean isPaged() {
        return (code & PAGED_BIT) != 0;
    }

    /**
     * Returns the alignment that the type itself asks for; a marshalling area asks its allocator for at least this much.
     *
     * @return {@link #CACHE_LINE} or 1, in bytes
     */
    public int alignment() {
        return (code & CACHE_ALIGNED_BIT) != 0 ? CACHE_LINE : 1;
    }
}
