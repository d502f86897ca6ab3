package org.clfs4j.testkit.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordType;
import org.clfs4j.RestartArea;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Holds an open stream against what is expected of it.
 *
 * @threading not thread-safe
 */
final class StreamVerifier {

    private final LogStream stream;
    private final ExpectedStream expected;
    private final MarshallingAreaOptions reading;
    private final boolean used;

    /**
     * Prepares a check.
     *
     * @param used whether somebody appends to it, whose records cannot be read before they are queued
     */
    StreamVerifier(LogStream stream, ExpectedStream expected, MarshallingAreaOptions reading, boolean used) {
        this.stream = stream;
        this.expected = expected;
        this.reading = reading;
        this.used = used;
    }

    /**
     * Reads all that can be read.
     *
     * @param readable whether the log has containers enough to be read
     * @throws Violation if something is missing, changed, invented or out of order
     */
    FoundStream read(boolean readable) throws LogException {
        long base = stream.baseLsn().value();
        int first = expected.firstFrom(base);
        if (first < expected.firstFrom(expected.leastBase())) { // LSNs may differ by the unused end of a container
            throw new Violation(
                    "the base is " + Lsn.of(base) + ", older than the durable " + Lsn.of(expected.leastBase()));
        }
        // A base behind records that nobody has given up is good only if they were lost, and nothing behind them is read.
        first = Math.min(first, expected.firstFrom(expected.greatestBase()));
        if (!readable) {
            requireAcknowledged(first);
            return new FoundStream(first, first, new long[0], base);
        }
        try (MarshallingArea area = stream.createMarshallingArea(reading)) {
            long[] lsns = new long[expected.records().size() - first];
            int end = first;
            try (ReadContext context = area.read(Lsn.of(base), ReadMode.FORWARD)) {
                while (context.next()) {
                    requireSubmitted(expected, end, context);
                    lsns[end - first] = context.lsn().value();
                    end++;
                }
            } catch (LogException e) {
                boolean nothingQueued = used && expected.durable() <= first;
                if (e.status() != LogStatus.RECORD_NONEXISTENT || !nothingQueued) {
                    throw e;
                }
                return new FoundStream(first, first, new long[0], base);
            }
            requireAcknowledged(end);
            requireRestartArea(area, base, first, end, lsns);
            return new FoundStream(first, end, Arrays.copyOf(lsns, end - first), base);
        }
    }

    private void requireAcknowledged(int end) {
        if (!expected.mayEndAt(end)) {
            throw new Violation("acknowledged records are lost: the log ends before the "
                    + expected.records().get(end) + ", number " + end + " of " + expected.durable() + " acknowledged");
        }
    }

    /** Requires that a record is the one that was submitted at its index. */
    static void requireSubmitted(ExpectedStream expected, int index, ReadContext context) {
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
