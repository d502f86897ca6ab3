package org.clfs4j.allocator.foreign;

/**
 * How much memory an allocator has mapped now, and in which pages.
 *
 * @threading immutable
 * @param ordinaryBytes bytes in ordinary pages
 * @param transparentBytes bytes for which the system was advised to use huge pages
 * @param reservedBytes bytes in huge pages that were reserved
 * @param lockedBytes how many of all of them are locked in main memory
 * @param fallback why the last memory that did not get the best pages did not, as one sentence; empty if that never happened
 */
public record MappedMemory(
        long ordinaryBytes, long transparentBytes, long reservedBytes, long lockedBytes, String fallback) {}
