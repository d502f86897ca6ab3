package org.clfs4j.cli.demo;

/**
 * How one round went.
 *
 * @threading immutable
 * @param number its number, from 0
 * @param writer the provider of the process that was killed
 * @param reader the provider that opened the log afterwards
 * @param nanos how long the child worked, from its first acknowledgement until it was killed
 * @param acknowledged records that the child acknowledged
 * @param found records of this round in the log, those submitted but not acknowledged included
 * @param recoveryNanos how long it took to open the log again
 * @param lost acknowledged records that are not there
 * @param invented records that were never written, or not like this
 * @param misplaced records that are there twice or in the wrong order
 */
public record RoundResult(
        int number,
        String writer,
        String reader,
        long nanos,
        long acknowledged,
        long found,
        long recoveryNanos,
        long lost,
        long invented,
        long misplaced) {

    /**
     * Returns the throughput.
     *
     * @return acknowledged records per second
     */
    public double perSecond() {
        return acknowledged * 1e9 / nanos;
    }

    /**
     * Tells whether the log kept its promise.
     *
     * @return true if nothing was lost, invented or misplaced
     */
    public boolean passed() {
        return lost == 0 && invented == 0 && misplaced == 0;
    }
}
