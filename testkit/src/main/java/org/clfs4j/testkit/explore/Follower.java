package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.sim.SimDisk;

/**
 * Another process that has the log open for reading while it is written, and reads on from time to time.
 *
 * <p>It must see every record that is durable, in order, and be told where it cannot: because the base has passed it, or a truncation
 * has taken out what it had read.
 *
 * @threading not thread-safe
 */
final class Follower {

    private final Expectation expected;
    private final BlockPool blocks;
    private final Shape shape;
    private final Coverage coverage;
    private final SimProcess process;
    private LogFile log;
    private final Map<String, Reader> readers = new HashMap<>();

    /** Readers of streams that were deleted. */
    private final List<Reader> orphans = new ArrayList<>();

    Follower(
            SimDisk disk,
            Expectation expected,
            BlockPool blocks,
            Shape shape,
            Subject subject,
            Coverage coverage) {
        this.expected = expected;
        this.blocks = blocks;
        this.shape = shape;
        this.coverage = coverage;
        this.process = new SimProcess(subject, disk, 0);
    }

    /** A read context, and how far it has come. */
    private static final class Reader implements AutoCloseable {

        private final LogStream stream;
        private final MarshallingArea area;
        private final ReadContext context;

        /** The index of the record that comes next. */
        private int next;

        /** A bound behind the record that was read last. */
        private long behind;

        /** Whether a truncation has taken out what it had read. */
        private boolean overtaken;

        Reader(LogStream stream, MarshallingArea area, ReadContext context, int next) {
            this.stream = stream;
            this.area = area;
            this.context = context;
            this.next = next;
        }

        @Override
        public void close() throws LogException {
            context.close();
            area.close();
            stream.close();
        }
    }

    /** So many records of a stream are left. */
    void truncated(String name, int left) {
        Reader reader = readers.get(name);
        if (reader != null && reader.next > left) {
            reader.overtaken = true;
        }
    }

    /** A stream was deleted. */
    void deleted(String name) {
        Reader reader = readers.remove(name);
        if (reader != null) {
            orphans.add(reader);
        }
    }

    /** Reads on in all streams. */
    void readOn() {
        coverage.reached(Mark.FOLLOWED);
        try {
            if (log == null) {
                log = process.provider.open(
                        Client.name(shape), OpenOptions.openExisting().access(Access.READ));
            }
            for (StreamInformation information : log.streams()) {
                if (expected.stream(information.name()) == null) {
                    throw new Violation("who follows the log sees a stream \"" + information.name() + "\": " + expected);
                }
            }
            for (Reader orphan : orphans) {
                readDeleted(orphan);
            }
            orphans.clear();
            if (log.containers().list().size() >= 2) {
                for (String name : expected.streams().keySet()) {
                    readOn(name);
                }
            }
            new Verifier(log, expected, Client.readingOptions(blocks)).read();
        } catch (LogException e) {
            throw new Violation("the log cannot be followed: " + e, e);
        }
        process.checkStrictness();
    }

    private static void readDeleted(Reader orphan) throws LogException {
        try (orphan) {
            if (orphan.context.next()) {
                throw new Violation("a record of a stream that was deleted is read");
            }
        } catch (LogException e) {
            if (e.status() != LogStatus.START_OF_LOG) {
                throw e;
            }
        }
    }

    private void readOn(String name) throws LogException {
        ExpectedStream stream = expected.stream(name);
        Reader reader = readers.get(name);
        if (reader == null) {
            reader = open(name, stream);
            readers.put(name, reader);
        }
        try {
            while (reader.context.next()) {
                StreamVerifier.requireSubmitted(stream, reader.next, reader.context);
                reader.next++;
                reader.behind = reader.context.lsn().increment().value();
            }
            if (reader.overtaken) {
                throw new Violation("who follows the log is not told that it was truncated before what was read");
            }
            if (reader.next < stream.durable()) {
                throw new Violation("who follows the log does not see the "
                        + stream.records().get(reader.next) + ", number " + reader.next + " of " + stream.durable()
                        + " that are durable");
            }
        } catch (LogException e) {
            // Also if there is no record between: nobody can tell any more.
            boolean passed = e.status() == LogStatus.START_OF_LOG
                    && (reader.overtaken || reader.behind < stream.greatestBase());
            boolean truncated = e.status() == LogStatus.READ_CONTEXT_INVALID && reader.overtaken;
            if (!passed && !truncated) {
                throw e;
            }
            readers.remove(name).close();
        }
    }

    private Reader open(String name, ExpectedStream wanted) throws LogException {
        LogStream stream = shape.multiplexed() ? log.stream(name) : log.stream();
        MarshallingArea area = stream.createMarshallingArea(Client.readingOptions(blocks));
        Lsn base = stream.baseLsn();
        return new Reader(stream, area, area.read(base, ReadMode.FORWARD), wanted.firstFrom(base.value()));
    }

    void close() {
        List<AutoCloseable> open = new ArrayList<>(orphans);
        open.addAll(readers.values());
        if (log != null) {
            open.add(log);
        }
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new Violation("who followed the log cannot close it: " + e, e);
            }
        }
        process.checkStrictness();
    }
}
