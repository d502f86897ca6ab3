package org.clfs4j.testkit.explore;

/**
 * What was found in a log, in terms of what was expected.
 *
 * @param first the index of the first record that was read
 * @param end the index behind the last record that was read
 * @param lsns the LSNs of the records that were read
 * @param base the log's base
 * @param containers how many containers it has
 * @param marked how many of them are to be deleted
 */
record Found(int first, int end, long[] lsns, long base, int containers, int marked) {}
