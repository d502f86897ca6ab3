package org.clfs4j.testkit.explore;

/**
 * What was found in a stream, in terms of what was expected.
 *
 * @param first the index of the first record that was read
 * @param end the index behind the last record that was read
 * @param lsns the LSNs of the records that were read
 * @param base the stream's base
 */
record FoundStream(int first, int end, long[] lsns, long base) {}
