package org.clfs4j.testkit.explore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;

/**
 * Holds an open log against what is expected of it.
 *
 * @threading not thread-safe
 */
final class Verifier {

    private static final int MIN_CONTAINERS = 2;

    private final LogFile log;
    private final Expectation expected;
    private final MarshallingAreaOptions reading;

    /** Prepares a check; the reading options' blocks must be as large as any that was written. */
    Verifier(LogFile log, Expectation expected, MarshallingAreaOptions reading) {
        this.log = log;
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
        Found found = read(false);
        for (StreamInformation information : log.streams()) {
            requireLastRecord(information, found.streams().get(information.name()).lsns());
        }
        return found;
    }

    private static void requireLastRecord(StreamInformation information, long[] lsns) {
        Optional<Lsn> last = lsns.length == 0 ? Optional.empty() : Optional.of(Lsn.of(lsns[lsns.length - 1]));
        if (!information.lastRecordLsn().equals(last)) {
            throw new Violation("the youngest record is at " + last + ", the log says " + information);
        }
        if (last.isPresent() && !last.get().isLess(information.flushedUpTo())) {
            throw new Violation("the record at " + last.get() + " was recovered, but is durable up to "
                    + information.flushedUpTo() + " only");
        }
    }

    /**
     * Reads all that can be read while somebody appends.
     *
     * @throws Violation if something is missing, changed, invented or out of order
     */
    Found read() throws LogException {
        return read(true);
    }

    private Found read(boolean used) throws LogException {
        List<StreamInformation> streams = log.streams(); // somebody who follows the log looks at its metadata
        List<ContainerInformation> listed = log.containers().list();
        int containers = listed.size();
        int marked = (int) listed.stream()
                .filter(container -> container.state() == ContainerState.ACTIVE_PENDING_DELETE)
                .count();
        if (!expected.mayHaveContainers(containers)) {
            throw new Violation("there are " + containers + " containers, and not all or none of those that were added or removed: "
                    + expected);
        }
        Set<String> names = streams.stream().map(StreamInformation::name).collect(Collectors.toSet());
        expected.streams().forEach((name, stream) -> {
            if (!names.contains(name) && !stream.canBeMissing()) {
                throw new Violation("stream \"" + name + "\" is not there: " + expected);
            }
        });
        Map<String, FoundStream> found = new TreeMap<>();
        for (String name : names) {
            ExpectedStream stream = expected.stream(name);
            if (stream == null) {
                throw new Violation("stream \"" + name + "\" is there, and nobody has created it, or it was deleted");
            }
            found.put(name, read(name, stream, containers >= MIN_CONTAINERS, used));
        }
        return new Found(found, containers, marked);
    }

    private FoundStream read(String name, ExpectedStream wanted, boolean readable, boolean used)
            throws LogException {
        try (LogStream stream = log.kind() == LogKind.DEDICATED
                ? log.stream()
                : log.stream(name, Disposition.OPEN_EXISTING)) {
            return new StreamVerifier(stream, wanted, reading, used).read(readable);
        }
    }
}
