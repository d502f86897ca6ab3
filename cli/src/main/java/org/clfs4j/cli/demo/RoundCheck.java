package org.clfs4j.cli.demo;

import java.util.Arrays;
import org.clfs4j.Lsn;

/**
 * What one round must and may have left in the log, and what was found of it.
 *
 * @threading not thread-safe
 */
final class RoundCheck {

    private final int number;
    private final long[] atLeast;
    private final long[] atMost;
    private final long[] next;
    private Lsn first = Lsn.INVALID;
    private long missing;
    private long misplaced;

    private RoundCheck(int number, long[] atLeast, long[] atMost) {
        this.number = number;
        this.atLeast = atLeast;
        this.atMost = atMost;
        this.next = new long[atLeast.length];
    }

    /** A round that was killed: all that was acknowledged, and at most one record more of each producer. */
    static RoundCheck killed(int number, long[] acknowledged) {
        return new RoundCheck(
                number,
                acknowledged,
                Arrays.stream(acknowledged).map(count -> count + 1).toArray());
    }

    /** The same round once more, after it was found: exactly that. */
    RoundCheck again() {
        return new RoundCheck(number, next, next);
    }

    int number() {
        return number;
    }

    boolean mayHave(Tag tag) {
        int producer = tag.producer();
        return producer >= 0 && producer < atMost.length && tag.sequence() >= 0 && tag.sequence() < atMost[producer];
    }

    void found(Tag tag, Lsn lsn) {
        long expected = next[tag.producer()];
        if (tag.sequence() < expected) {
            misplaced++;
            return;
        }
        missing += tag.sequence() - expected;
        next[tag.producer()] = tag.sequence() + 1;
        first = first.isInvalid() ? lsn : first;
    }

    /** The LSN of the first record that was found, or {@link Lsn#INVALID}. */
    Lsn first() {
        return first;
    }

    long found() {
        return RecordCheck.sum(next) - missing;
    }

    /** Those before a later one of the same producer, and those at the end that had been acknowledged. */
    long lost() {
        long atEnd = 0;
        for (int producer = 0; producer < next.length; producer++) {
            atEnd += Math.max(0, atLeast[producer] - next[producer]);
        }
        return missing + atEnd;
    }

    long misplaced() {
        return misplaced;
    }
}
