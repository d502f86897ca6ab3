package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;
import static org.clfs4j.testkit.model.ModelledLog.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordType;
import org.clfs4j.RestartOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * One of several threads: what it does, and what came of it.
 *
 * @threading made and asked by one thread; {@link #work} runs in another one
 */
final class ModelWorker {

    /** What a worker does besides appending, of which only one in a burst may do each. */
    enum Role {
        /** Moves the base and writes restart areas. */
        CHECKPOINTER,

        /** Creates a stream, uses it and deletes it. */
        STREAM_MAKER,

        /** Reads what the others append. */
        READER,

        /** Nothing. */
        APPENDER
    }

    /**
     * Something that an LSN was given to.
     *
     * @param record the record, or {@code null} if its claim was given up
     */
    record Done(Lsn lsn, ModelRecord record, Append.Visibility visibility) {

        void appendTo(ModelStream stream) {
            if (record == null) {
                stream.burn(lsn);
            } else {
                stream.append(record);
            }
        }

        void reachedIn(ModelStream stream) {
            if (record != null) {
                stream.reached(lsn, visibility);
            }
        }
    }

    private static final int MOST_STEPS = 25;

    private final ModelledLog at;
    private final OpenArea area;
    private final ModelStream stream;
    private final LogStream real;
    private final Role role;
    private final String name;
    private final boolean powerFails;
    private final Random random;
    private final List<Lsn> links = new ArrayList<>();
    private final List<Done> done = new ArrayList<>();
    private ModelRecord attempt;
    private LogFullException full;
    private Lsn base = Lsn.INVALID;
    private Lsn flushedUpTo = Lsn.NULL;
    private Lsn lastRestart;

    ModelWorker(ModelledLog at, OpenArea area, Role role, String name, boolean powerFails) {
        this.at = at;
        this.area = area;
        this.stream = at.modelOf(area);
        this.real = at.real(stream);
        this.role = role;
        this.name = name;
        this.powerFails = powerFails;
        this.random = new Random(at.random.nextLong());
        this.lastRestart = stream.lastRestart();
        stream.records().subList(stream.firstLive(), stream.records().size()).forEach(record -> links.add(record.lsn()));
    }

    int area() {
        return area.number();
    }

    ModelStream stream() {
        return stream;
    }

    List<Done> done() {
        return done;
    }

    /** Returns what was being appended when the worker had to stop, of which nobody knows whether it was. */
    Optional<ModelRecord> attempt() {
        return Optional.ofNullable(attempt);
    }

    /** Returns why the worker stopped early, or {@code null}. */
    LogFullException full() {
        return full;
    }

    /** Returns where the worker moved the base last, or {@link Lsn#INVALID}. */
    Lsn base() {
        return base;
    }

    /** Returns the greatest bound that a flush of the worker told. */
    Lsn flushedUpTo() {
        return flushedUpTo;
    }

    void work() throws LogException {
        try {
            for (int i = random.nextInt(MOST_STEPS); i >= 0; i--) {
                step(name + "." + i + ".");
            }
        } catch (LogFullException e) {
            attempt = null; // a full log has appended nothing
            full = e;
        } catch (LogException e) {
            if (!powerFails) {
                throw e;
            }
        }
    }

    private void step(String text) throws LogException {
        int choice = random.nextInt(12);
        if (choice == 0) {
            Lsn bound = area.area().flush();
            flushedUpTo = flushedUpTo.isLess(bound) ? bound : flushedUpTo;
        } else if (choice <= 2) {
            claim(text, choice == 1);
        } else if (choice <= 4 && role == Role.CHECKPOINTER) {
            checkpoint(text, choice == 3);
        } else if (choice == 3 && role == Role.STREAM_MAKER && !at.dedicated) {
            useAnotherStream(text);
        } else if (choice <= 4 && role == Role.READER) {
            read();
        } else {
            append(text);
        }
    }

    private Lsn anyLink() {
        return links.isEmpty() || random.nextInt(3) == 0 ? Lsn.INVALID : links.get(random.nextInt(links.size()));
    }

    private Append anyAppend() {
        Append append =
                switch (random.nextInt(4)) {
                    case 0 -> Append.FORCE_FLUSH;
                    case 1 -> Append.FORCE_APPEND;
                    default -> Append.NONE;
                };
        return append.previous(anyLink()).undoNext(anyLink());
    }

    /** A text that begins with its name, so that it can be told apart from any other. */
    private String anyLength(String text, Append options) {
        int most = area.area().maxRecordSize(options);
        return ModelledLog.padded(text, text.length() + random.nextInt(Math.min(most, 700) - text.length() + 1));
    }

    private ModelRecord data(Lsn lsn, String text, Append options) {
        return new ModelRecord(lsn, RecordType.DATA, text, options.previous(), options.undoNext(), area.number());
    }

    private void append(String name) throws LogException {
        Append options = anyAppend();
        String text = anyLength(name, options);
        attempt = data(Lsn.INVALID, text, options);
        Lsn lsn = area.area().append(bytes(text), options);
        attempt = null;
        done.add(new Done(lsn, data(lsn, text, options), options.visibility()));
    }

    private void claim(String name, boolean commit) throws LogException {
        Append options = anyAppend();
        String text = anyLength(name, options);
        Claim claim = area.area().claim(text.length(), options);
        if (!commit) {
            claim.abort();
            done.add(new Done(claim.lsn(), null, options.visibility()));
            return;
        }
        attempt = data(claim.lsn(), text, options);
        claim.buffer().put(bytes(text));
        claim.commit();
        attempt = null;
        done.add(new Done(claim.lsn(), data(claim.lsn(), text, options), options.visibility()));
    }

    private void checkpoint(String text, boolean moveBase) throws LogException {
        if (moveBase) {
            int from = base.isValid() ? links.indexOf(base) : 0;
            if (!links.isEmpty()) {
                base = links.get(from + random.nextInt(links.size() - from));
                real.advanceBase(base);
            }
            return;
        }
        Lsn lsn = area.area().writeRestartArea(bytes(text), RestartOptions.NONE);
        ModelRecord restart =
                new ModelRecord(lsn, RecordType.RESTART, text, lastRestart, Lsn.INVALID, area.number());
        done.add(new Done(lsn, restart, Append.Visibility.FLUSHED));
        lastRestart = lsn;
    }

    /** A stream comes and goes while others write. */
    private void useAnotherStream(String text) throws LogException {
        String another = "of " + name;
        try (LogStream made = at.log.stream(another);
                MarshallingArea own = made.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Lsn lsn = own.append(bytes(text), random.nextBoolean() ? Append.FORCE_FLUSH : Append.FORCE_APPEND);
            try (ReadContext context = own.read(made.baseLsn(), ReadMode.FORWARD)) {
                require(context.next() && context.lsn().equals(lsn), "the record of " + another, lsn, "another or none");
                require(!context.next(), "records of " + another, "one", "more");
            }
        } finally {
            at.log.deleteStream(another);
        }
    }

    /** Reads while others append; only the stream of the checkpointer may lose its beginning meanwhile. */
    private void read() throws LogException {
        Lsn last = Lsn.INVALID;
        MarshallingAreaOptions wide = MarshallingAreaOptions.defaults();
        try (MarshallingArea own = real.createMarshallingArea(wide);
                ReadContext context = own.read(real.baseLsn(), ReadMode.FORWARD)) {
            while (context.next(RecordFilter.CLIENT)) {
                Lsn lsn = context.lsn();
                require(last.isInvalid() || last.isLess(lsn), "LSN of a record read", "greater than " + last, lsn);
                last = lsn;
            }
        } catch (LogException e) {
            boolean passed = e.status() == LogStatus.START_OF_LOG || e.status() == LogStatus.INVALID_RANGE;
            if (!passed) {
                throw e;
            }
        }
    }
}
