package org.clfs4j.testkit.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordType;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.RestartArea;
import org.clfs4j.error.LogException;

/**
 * Holds an open log against what is expected of it.
 *
 * @threading not thread-safe
 */
final class Verifier {

    private static final int MIN_CONTAINERS = 2;

    private final LogFile log;
    private final LogStream stream;
    private final Expectation expected;
    private final MarshallingAreaOptions reading;

    /** Prepares a check; the reading options' blocks must be as large as any that was written. */
    Verifier(LogFile log, LogStream stream, Expectation expected, MarshallingAreaOptions reading) {
        this.log = log;
        this.stream = stream;
        this.expected = expected;
        this.reading = reading;
    }

    /**
     * Checks a log that was just opened.
     *
     * @param wasClosed whether the log was closed in order, and nothing was done since
     * @throws Violation if it is not as expected
     */
    Found afterOpening(boolean wasClosed) throws LogException {
        Outcome outcome = log.recovery().outcome();
        if (outcome == Outcome.DATA_LOSS || !log.damage().isEmpty()) {
            throw new Violation("recovery reports damage where there is none: " + log.recovery());
        }
        if (wasClosed && outcome != Outcome.CLOSED) {
            throw new Violation("the log was closed in order, and recovery says " + outcome);
        }
        Found found = read();
        LogInformation information = log.information();
        Optional<Lsn> last = found.lsns().length == 0
                ? Optional.empty()
                : Optional.of(Lsn.of(found.lsns()[found.lsns().length - 1]));
        if (!information.lastRecordLsn().equals(last)) {
            throw new Violation("the youngest record is at " + last + ", the log says " + information.lastRecordLsn());
        }
        if (last.isPresent() && !last.get().isLess(stream.flushedUpTo())) {
            throw new Violation("the record at " + last.get() + " was recovered, but is durable up to "
                    + stream.flushedUpTo() + " only");
        }
        return found;
    }

    /**
     * Reads all that can be read.
     *
     * @throws Violation if something is missing, changed, invented or out of order
     */
    Found read() throws LogException {
        List<ContainerInformation> listed = log.containers().list();
        int containers = listed.size();
        int marked = (int) listed.stream()
                .filter(container -> container.state() == ContainerState.ACTIVE_PENDING_DELETE)
                .count();
        if (!expected.mayHaveContainers(containers)) {
            throw new Violation("there are " + containers + " containers, and not all or none of those that were added or removed: "
                    + expected);
        }
        long base = stream.baseLsn().value();
        int first = expected.firstFrom(base);
        if (first < expected.firstFrom(expected.leastBase())) { // LSNs may differ by the unused end of a container
            throw new Violation(
                    "the base is " + Lsn.of(base) + ", older than the durable " + Lsn.of(expected.leastBase()));
        }
        if (first > expected.firstFrom(expected.greatestBase())) {
            throw new Violation("the base is " + Lsn.of(base) + ", and nobody has given up the records from "
                    + Lsn.of(expected.greatestBase()) + " on");
        }
        if (containers < MIN_CONTAINERS) {
            requireAcknowledged(first);
            return new Found(first, first, new long[0], base, containers, marked);
        }
        try (MarshallingArea area = stream.createMarshallingArea(reading)) {
            long[] lsns = new long[expected.records().size() - first];
            int end = first;
            try (ReadContext context = area.read(Lsn.of(base), ReadMode.FORWARD)) {
                while (context.next()) {
                    requireSubmitted(end, context);
                    lsns[end - first] = context.lsn().value();
                    end++;
                }
            }
            requireAcknowledged(end);
            requireRestartArea(area, base, first, end, lsns);
            return new Found(first, end, Arrays.copyOf(lsns, end - first), base, containers, marked);
        }
    }

    private void requireAcknowledged(int end) {
        if (end < expected.durable()) {
            throw new Violation("acknowledged records are lost: the log ends before the "
                    + expected.records().get(end) + ", number " + end + " of " + expected.durable() + " acknowledged");
        }
    }

    private void requireSubmitted(int index, ReadContext context) {
        if (index >= expected.records().size()) {
            throw new Violation("a record that nobody submitted is behind the last one, at " + context.lsn());
        }
        Submission record = expected.records().get(index);
        String what = "instead of the " + record + ", number " + index + " (" + expected.durable()
                + " acknowledged), ";
        if (record.lsn() != Submission.UNKNOWN && record.lsn() != context.lsn().value()) {
            throw new Violation(what + "the one at " + context.lsn() + " comes next");
        }
        if (record.type() != context.type() || record.length() != context.payload().remaining()) {
            throw new Violation(what + "there is a " + context.type() + " record of "
                    + context.payload().remaining() + " bytes at " + context.lsn());
        }
        int mismatch = Payload.mismatch(context.payload(), record.seed(), record.length());
        if (mismatch >= 0) {
            throw new Violation(what + "other bytes are at " + context.lsn() + " from byte " + mismatch + " on");
        }
        boolean linked = record.undoNext() == context.undoNext().value()
                && (record.previous() == Submission.UNKNOWN
                        || record.previous() == context.previous().value());
        if (!linked) {
            throw new Violation(what + "there are the links " + context.previous() + " and " + context.undoNext());
        }
    }

    private void requireRestartArea(MarshallingArea area, long base, int first, int end, long[] lsns)
            throws LogException {
        List<Submission> records = expected.records();
        int newest = -1;
        for (int i = 0; i < end; i++) {
            Submission record = records.get(i);
            if (record.type() == RecordType.RESTART) {
                newest = i;
                if (record.newBase() != Submission.UNKNOWN && record.newBase() > base) {
                    throw new Violation("the " + record + " is there, but not its base " + Lsn.of(record.newBase())
                            + "; the base is " + Lsn.of(base));
                }
            }
        }
        Optional<Lsn> found = area.readRestartArea().map(RestartArea::lsn);
        Optional<Lsn> wanted = newest < first ? Optional.empty() : Optional.of(Lsn.of(lsns[newest - first]));
        if (!found.equals(wanted)) {
            throw new Violation("the newest restart area is at " + wanted + ", the log says " + found);
        }
    }
}
