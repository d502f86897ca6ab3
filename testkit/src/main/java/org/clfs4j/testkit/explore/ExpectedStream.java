package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Lsn;

/**
 * What a stream must and may hold at one moment, told from what its client did and was told.
 *
 * <pre>
 *   records:   0 … ──────────┬──────────── durable ──────────── size
 *              given up below│ must be there    │ may be there, in this order, without gaps
 *                          base
 * </pre>
 *
 * @threading not thread-safe
 */
final class ExpectedStream {

    private static final int NOWHERE = -1;

    /** Everything submitted and neither withdrawn nor known to be lost, in the order of LSNs. */
    private final List<Submission> records = new ArrayList<>();

    /** What was submitted and found lost, or truncated away; never changed, but replaced. */
    private List<Submission> lost = List.of();

    /** Those of the lost that were durable when they were truncated away, whose caller may be told so late; replaced as well. */
    private List<Submission> truncated = List.of();

    /** So many of the records were acknowledged. */
    private int durable;

    /** The base cannot be older than this. */
    private long leastBase;

    /** The client has given up nothing from here on. */
    private long greatestBase;

    /** A truncation is under way, after which so many records are left. */
    private int mayEndAt = NOWHERE;

    /** It is being created or deleted. */
    private boolean mayBeMissing;

    /** Grows when more is demanded than before. */
    private int demands;

    ExpectedStream() {}

    ExpectedStream copy() {
        ExpectedStream copy = new ExpectedStream();
        copy.records.addAll(records);
        copy.lost = lost;
        copy.truncated = truncated;
        copy.durable = durable;
        copy.leastBase = leastBase;
        copy.greatestBase = greatestBase;
        copy.mayEndAt = mayEndAt;
        copy.mayBeMissing = mayBeMissing;
        copy.demands = demands;
        return copy;
    }

    void submit(Submission record) {
        records.add(record.after(durable));
        if (record.newBase() != Submission.UNKNOWN) {
            giveUpBelow(record.newBase());
        }
    }

    /** The record was not appended after all. */
    void withdraw(long seed) {
        records.removeIf(record -> record.seed() == seed);
        durable = Math.min(durable, records.size());
    }

    /** The LSN of a record has become known. */
    void locate(long seed, long lsn) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).seed() == seed) {
                records.set(i, records.get(i).at(lsn));
                return;
            }
        }
    }

    /** Everything below a bound was acknowledged. */
    void acknowledgeBelow(long bound) {
        int count = records.size();
        while (count > 0 && records.get(count - 1).lsn() >= bound) {
            count--;
        }
        acknowledge(count);
    }

    /** A record and all before it were acknowledged. */
    void acknowledgeUpTo(long seed) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).seed() == seed) {
                acknowledge(i + 1);
                return;
            }
        }
        if (truncated.stream().anyMatch(record -> record.seed() == seed)) {
            return;
        }
        throw new Violation("a record is acknowledged that was found to be lost when the log was opened again");
    }

    void acknowledgeAll() {
        acknowledge(records.size());
    }

    private void acknowledge(int count) {
        if (count > durable) {
            durable = count;
            demands++;
        }
    }

    /** The client gives up everything below an LSN. */
    void giveUpBelow(long base) {
        greatestBase = Math.max(greatestBase, base);
    }

    /** The base is durable. */
    void baseIsDurable(long base) {
        leastBase = Math.max(leastBase, base);
        greatestBase = Math.max(greatestBase, base);
        demands++;
    }

    /** The stream is being created, or deleted. */
    void mayBeMissing() {
        mayBeMissing = true;
    }

    /** The stream was created. */
    void created() {
        mayBeMissing = false;
        demands++;
    }

    /** The stream is being reset: whatever it holds may be given up. */
    void resetting() {
        greatestBase = Submission.UNKNOWN;
    }

    /** The stream was reset: all that it held is durable, and given up. */
    void wasReset(long end) {
        acknowledgeAll();
        leastBase = end;
        greatestBase = end;
        demands++;
    }

    /** From now on, so many records may be left. */
    void truncating(int left) {
        mayEndAt = left;
    }

    /** So many records are left, and durable. */
    void truncated(int left) {
        mayEndAt = NOWHERE;
        acknowledgeAll(); // otherwise it would not have been done
        List<Submission> more = new ArrayList<>(truncated);
        more.addAll(records.subList(left, records.size()));
        truncated = List.copyOf(more);
        lose(left);
        demands++;
    }

    private void lose(int from) {
        List<Submission> cut = records.subList(from, records.size());
        if (!cut.isEmpty()) {
            List<Submission> more = new ArrayList<>(lost);
            more.addAll(cut);
            lost = List.copyOf(more);
            cut.clear();
        }
        durable = Math.min(durable, records.size());
    }

    /** The log was opened, and what was found is durable; what was not found is lost for ever. */
    void recovered(FoundStream found) {
        lose(found.end());
        for (int i = 0; i < found.lsns().length; i++) {
            int index = found.first() + i;
            records.set(index, records.get(index).at(found.lsns()[i]));
        }
        durable = records.size();
        leastBase = found.base();
        greatestBase = found.base();
        mayEndAt = NOWHERE;
        created();
    }

    /** Returns the index of the first record that a log with a base holds. */
    int firstFrom(long base) {
        int first = records.size();
        while (first > 0 && records.get(first - 1).lsn() >= base) {
            first--;
        }
        return first;
    }

    List<Submission> records() {
        return records;
    }

    /** Returns what recovery or a truncation has cut off. */
    List<Submission> lost() {
        return lost;
    }

    int durable() {
        return durable;
    }

    /** Tells whether the stream can end behind so many of its records. */
    boolean mayEndAt(int end) {
        return end >= durable || end == mayEndAt;
    }

    /** Returns how many of the records are called durable by the block of a later record that is durable too. */
    int knownDurable() {
        int known = durable == 0 ? 0 : records.get(durable - 1).durableBefore();
        return mayEndAt == NOWHERE ? known : Math.min(known, mayEndAt);
    }

    long leastBase() {
        return leastBase;
    }

    long greatestBase() {
        return greatestBase;
    }

    boolean canBeMissing() {
        return mayBeMissing;
    }

    boolean allLocated() {
        return records.stream().allMatch(record -> record.lsn() != Submission.UNKNOWN);
    }

    int demands() {
        return demands;
    }

    @Override
    public String toString() {
        return durable + " of " + records.size() + " records"
                + (mayEndAt == NOWHERE ? "" : " or " + mayEndAt)
                + ", base " + text(leastBase) + " to " + text(greatestBase)
                + (mayBeMissing ? ", or not there" : "");
    }

    private static String text(long base) {
        return base == Submission.UNKNOWN ? "the end" : Lsn.of(base).toString();
    }
}
