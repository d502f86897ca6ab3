package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.record.RecordView;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;

/**
 * Reads a stream from older to younger records, and on behind damage if that is wanted.
 *
 * @threading not thread-safe
 */
final class ForwardReader implements RecordReader {

    private final Shell shell;
    private final Logs logs;
    private final MarshallingArea area;
    private final boolean skipDamage;
    private ReadContext records;
    private boolean skipped;

    private ForwardReader(Shell shell, Logs logs, MarshallingArea area, boolean skipDamage) {
        this.shell = shell;
        this.logs = logs;
        this.area = area;
        this.skipDamage = skipDamage;
    }

    /**
     * Starts reading.
     *
     * @param shell is told what is passed over
     * @param logs where the log's bytes can be looked at
     * @param log the log's name
     * @param stream its stream
     * @param from the LSN of a record, or {@link Lsn#INVALID} for the oldest one
     * @param skipDamage whether to go on behind damaged blocks
     * @return the reader, before that record
     * @throws LogException as {@link MarshallingArea#read}
     */
    @SuppressWarnings("resource") // the reader closes the area, here if it does not come to that
    static ForwardReader open(Shell shell, Logs logs, LogName log, LogStream stream, Lsn from, boolean skipDamage)
            throws LogException {
        ForwardReader reader = new ForwardReader(shell, logs, RecordReader.area(stream), skipDamage);
        try {
            reader.start(stream, log, from.isInvalid() ? stream.baseLsn() : from);
            return reader;
        } catch (LogException e) {
            reader.close();
            throw e;
        }
    }

    private void start(LogStream stream, LogName log, Lsn from) throws LogException {
        try {
            records = area.read(from, ReadMode.FORWARD);
        } catch (LogDamagedException e) {
            if (!skipDamage) {
                throw e;
            }
            skipped(e);
            Lsn next = behindDamage(stream, log, from);
            shell.note("skipped what is before LSN " + next);
            records = area.read(next, ReadMode.FORWARD);
        }
    }

    /** Where reading can start if the very first block is damaged, which only a look at the log's bytes can tell. */
    private Lsn behindDamage(LogStream stream, LogName log, Lsn start) throws LogException {
        try (LogInspector inspector = logs.provider().inspect(log)) {
            Optional<Lsn> next = NextBlock.of(inspector, stream.id(), start);
            return next.isPresent() ? next.get() : stream.nextLsn();
        }
    }

    @Override
    public boolean next(RecordFilter filter) throws LogException {
        while (true) {
            try {
                return records.next(filter);
            } catch (LogDamagedException e) {
                if (!skipDamage) {
                    throw e;
                }
                skipped(e);
                shell.note("skipped " + ByteSize.format(records.skipDamage()));
            }
        }
    }

    private void skipped(LogDamagedException damage) {
        skipped = true;
        shell.note(damage.getMessage());
    }

    @Override
    public RecordView record() {
        return RecordReader.view(records);
    }

    /** Tells whether damaged records were passed over. */
    boolean skippedDamage() {
        return skipped;
    }

    @Override
    public void close() throws LogException {
        if (records != null) {
            records.close();
        }
        area.close();
    }
}
