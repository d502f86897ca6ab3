package org.clfs4j.allocator.foreign;

/**
 * The system calls that memory comes from.
 *
 * @threading safe for concurrent use
 */
interface SystemMemory {

    /** Returns the size of an ordinary page, in bytes. */
    long pageSize();

    /** Returns the size of a huge page, in bytes. */
    long hugePageSize();

    /**
     * Maps memory that is all zeros.
     *
     * @param huge whether it must lie in huge pages that were reserved
     * @return its address, a multiple of the size of the pages
     */
    long map(long length, boolean huge) throws SystemCallException;

    /** Gives mapped memory back, or a part of it. */
    void unmap(long address, long length) throws SystemCallException;

    /** Asks for huge pages where mapped memory has none yet. */
    void adviseHuge(long address, long length) throws SystemCallException;

    /** Brings memory into main memory and keeps it there. */
    void lock(long address, long length) throws SystemCallException;

    /** Returns how many bytes the process may lock, as words. */
    String lockLimit();
}
