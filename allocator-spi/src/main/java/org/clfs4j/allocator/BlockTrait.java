package org.clfs4j.allocator;

/**
 * Something that holds for every block which an allocator hands out of a pool type.
 *
 * @threading immutable
 */
public enum BlockTrait {
    /** On the Java heap: no fixed address, an alignment of up to {@link PoolType#MAX_HEAP_ALIGNMENT} bytes. */
    HEAP("heap"),

    /** Outside the Java heap: a fixed address at any alignment, which system calls read and write without a copy. */
    DIRECT("direct"),

    /** In main memory from when it is handed out until it is freed: reading or writing it waits for no device. */
    LOCKED("locked"),

    /** In pages of at least 2 MiB. */
    HUGE_PAGES("huge pages"),

    /** In pages of at least 2 MiB if the system has some to give, else in ordinary ones. */
    HUGE_PAGES_IF_ANY("huge pages if any"),

    /** Once it is freed, every use of the buffer or of a view of it throws an exception, in every thread. */
    REVOKED("revoked");

    private final String text;

    BlockTrait(String text) {
        this.text = text;
    }

    /** Returns the words that documents and tools use for it. */
    @Override
    public String toString() {
        return text;
    }
}
