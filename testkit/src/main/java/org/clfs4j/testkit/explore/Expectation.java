package org.clfs4j.testkit.explore;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a log must and may hold at one moment, told from what its client did and was told.
 *
 * @threading not thread-safe
 */
final class Expectation {

    /** The name of the one stream of a dedicated log. */
    static final String ONLY_STREAM = "";

    private final Map<String, ExpectedStream> streams = new TreeMap<>();

    /** Room that was reserved when the power failed, and that must be there still. */
    private final Reservations reserved = new Reservations();

    /** Bit n is set if there may be n containers. */
    private long containers = 1;

    /** The same, before containers were added by the last call. */
    private long containersBefore = 1;

    private boolean created;

    /** The log was closed in order when so many operations were done; -1 if it was not. */
    private int closedAt = -1;

    /** Grows when more is demanded than before. */
    private int demands;

    /** Expects a log that is not there yet. */
    Expectation(boolean dedicated) {
        if (dedicated) {
            streams.put(ONLY_STREAM, new ExpectedStream());
        }
    }

    /** Returns a copy for a disk that starts now, when so many operations were done on this one. */
    Expectation forkAt(int operation) {
        Expectation copy = new Expectation(false);
        streams.forEach((name, stream) -> copy.streams.put(name, stream.copy()));
        copy.reserved.addAll(reserved);
        copy.containers = containers;
        copy.containersBefore = containersBefore;
        copy.created = created;
        copy.closedAt = closedAt == operation ? 0 : -1;
        copy.demands = demands;
        return copy;
    }

    Map<String, ExpectedStream> streams() {
        return streams;
    }

    /** Returns the stream of a name, which must be one that was created. */
    ExpectedStream stream(String name) {
        return streams.get(name);
    }

    /** From now on, there may be a stream of a name. */
    void creating(String name) {
        ExpectedStream stream = new ExpectedStream();
        stream.mayBeMissing();
        streams.put(name, stream);
    }

    /** There is no stream of a name any more. */
    void deleted(String name) {
        demands += streams.remove(name).demands() + 1;
    }

    Reservations reserved() {
        return reserved;
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

    /** The log was closed in order; the bases of its streams by name. */
    void closed(Map<String, Long> bases, int operation) {
        streams.values().forEach(ExpectedStream::acknowledgeAll);
        bases.forEach((name, base) -> stream(name).baseIsDurable(base));
        reserved.clear();
        closedAt = operation;
    }

    /** The log was opened, and what was found is durable; what was not found is lost for ever. */
    void recovered(Found found) {
        for (String name : streams.keySet().toArray(String[]::new)) {
            FoundStream there = found.streams().get(name);
            if (there == null) {
                deleted(name);
            } else {
                stream(name).recovered(there);
            }
        }
        reserved.clear();
        containers = 1L << found.containers();
        for (int i = 0; i < found.marked(); i++) {
            containers |= containers >>> 1;
        }
        containersBefore = containers;
        created();
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

    /** Returns how many records there may be. */
    int records() {
        return streams.values().stream().mapToInt(stream -> stream.records().size()).sum();
    }

    int demands() {
        return demands + streams.values().stream().mapToInt(ExpectedStream::demands).sum();
    }

    @Override
    public String toString() {
        return "expected: " + streams + ", " + leastContainers() + " to " + mostContainers() + " containers"
                + (created ? "" : ", not created");
    }
}
