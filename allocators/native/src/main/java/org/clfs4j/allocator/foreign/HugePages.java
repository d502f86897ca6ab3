package org.clfs4j.allocator.foreign;

/**
 * Whether mapped memory lies in huge pages.
 *
 * @threading immutable
 */
public enum HugePages {
    /** In ordinary pages. */
    NONE,

    /**
     * In ordinary pages that the system was advised to make huge ones of ({@code MADV_HUGEPAGE}); it does so when it has
     * some, and need not.
     */
    TRANSPARENT,

    /** In huge pages that were reserved on the system ({@code MAP_HUGETLB}); without one there is no block. */
    RESERVED,

    /** In reserved huge pages; if there is none, as {@link #TRANSPARENT}. What it came to is reported. */
    IF_ANY
}
