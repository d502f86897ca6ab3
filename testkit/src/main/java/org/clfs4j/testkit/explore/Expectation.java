package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Lsn;

/**
 * What a log must and may hold at one moment, told from what its client did and was told.
 *
 * <pre>
 *   records:   0 … ──────────┬──────────── durable ──────────── size
 *              given up below│ must be there    │ may be there, in this order, without gaps
 *                          base
 * </pre>
 *
 * @threading not thread-safe
 */
final class Expectation {

    /** Everything submitted and neither withdrawn nor known to be lost, in the order of LSNs. */
    private final List<Submission> records = new ArrayList<>();

    /** What was submitted and found lost; never changed, but replaced. */
    private List<Submission> lost = List.of();

    /** So many of the records were acknowledged. */
    private int durable;

    /** The base cannot be older than this. */
    private long leastBase;

    /** The client has given up nothing from here on. */
    private long greatestBase;

    /** Bit n is set if there may be n containers. */
    private long containers = 1;

    /** The same, before containers were added by the last call. */
    private long containersBefore = 1;

    private boolean created;

    /** The log was closed in order when so many operations were done; -1 if it was not. */
    private int closedAt = -1;

    /** Grows when more is demanded than before. */
    private int demands;

    Expectation() {}

    /** Returns a copy for a disk that starts now, when so many operations were done on this one. */
    Expectation forkAt(int operation) {
        Expectation copy = new Expectation();
        copy.records.addAll(records);
        copy.lost = lost;
        copy.durable = durable;
        copy.leastBase = leastBase;
        copy.greatestBase = greatestBase;
        copy.containers = containers;
        copy.containersBefore = containersBefore;
        copy.created = created;
        copy.closedAt = closedAt == operation ? 0 : -1;
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
        throw new Violation("a record is acknowledged that was found to be lost when the log was opened again");
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

    /** From now on, so many containers more may be there, all or none of them. */
    void addingContainers(int count) {
        containersBefore = containers;
        containers |= containers << count;
    }

    /** The call that added containers has said that it did not. */
    void containersNotAdded() {
        containers = containersBefore;
    }

    /** The call that added containers has said that it did. */
    void containersAdded(int count) {
        containers = containersBefore << count;
        demands++;
    }

    /** From now on, one container may be gone, or will be. */
    void removingContainer() {
        containersBefore = containers;
        containers |= containers >>> 1;
    }

    /** The call that was to remove a container has said that it did not. */
    void containerNotRemoved() {
        containers = containersBefore;
    }

    /** The call that removed a container has done so at once. */
    void containerRemoved() {
        containers = containersBefore >>> 1;
        demands++;
    }

    void created() {
        created = true;
        demands++;
    }

    /** The log was closed in order. */
    void closed(long base, int operation) {
        acknowledge(records.size());
        baseIsDurable(base);
        closedAt = operation;
    }

    /** The log was opened, and what was found is durable; what was not found is lost for ever. */
    void recovered(Found found) {
        List<Submission> cut = records.subList(found.end(), records.size());
        if (!cut.isEmpty()) {
            List<Submission> more = new ArrayList<>(lost);
            more.addAll(cut);
            lost = List.copyOf(more);
            cut.clear();
        }
        for (int i = 0; i < found.lsns().length; i++) {
            int index = found.first() + i;
            records.set(index, records.get(index).at(found.lsns()[i]));
        }
        durable = records.size();
        leastBase = found.base();
        greatestBase = found.base();
        containers = 1L << found.containers();
        for (int i = 0; i < found.marked(); i++) {
            containers |= containers >>> 1;
        }
        containersBefore = containers;
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

    /** Returns what recovery has cut off. */
    List<Submission> lost() {
        return lost;
    }

    int durable() {
        return durable;
    }

    /** Returns how many of the records are called durable by the block of a later record that is durable too. */
    int knownDurable() {
        return durable == 0 ? 0 : records.get(durable - 1).durableBefore();
    }

    long leastBase() {
        return leastBase;
    }

    long greatestBase() {
        return greatestBase;
    }

    int leastContainers() {
        return Long.numberOfTrailingZeros(containers);
    }

    int mostContainers() {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(containers);
    }

    boolean mayHaveContainers(int count) {
        return (containers >>> count & 1) != 0;
    }

    boolean isCreated() {
        return created;
    }

    boolean isClosedAt(int operation) {
        return closedAt == operation;
    }

    boolean allLocated() {
        return records.stream().allMatch(record -> record.lsn() != Submission.UNKNOWN);
    }

    int demands() {
        return demands;
    }

    @Override
    public String toString() {
        return "expected: " + durable + " of " + records.size() + " records, base " + Lsn.of(leastBase) + " to "
                + Lsn.of(greatestBase) + ", " + leastContainers() + " to " + mostContainers() + " containers"
                + (created ? "" : ", not created");
    }
}
