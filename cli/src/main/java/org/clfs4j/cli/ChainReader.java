package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordType;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.cli.record.RecordView;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Reads the records of a chain, from the youngest to the oldest that is kept.
 *
 * @threading not thread-safe
 */
final class ChainReader implements RecordReader {

    private final Chain chain;
    private final MarshallingArea area;

    /** Is null if the chain has no record. */
    private ReadContext records;

    /** Whether the context is on a record that was not shown yet. */
    private boolean onFirst;

    private Lsn olderRestartArea = Lsn.INVALID;

    private ChainReader(Chain chain, MarshallingArea area) {
        this.chain = chain;
        this.area = area;
    }

    /**
     * Starts reading.
     *
     * @param stream the stream
     * @param chain what leads from record to record
     * @param from the LSN of the record to start at, or {@link Lsn#INVALID} for the youngest record or restart area
     * @return the reader, before that record
     * @throws ToolException if a chain of restart areas is to start at another record
     * @throws LogException as {@link MarshallingArea#read}
     */
    @SuppressWarnings("resource") // the reader closes the area, here if it does not come to that
    static ChainReader open(LogStream stream, Chain chain, Lsn from) throws LogException {
        ChainReader reader = new ChainReader(chain, RecordReader.area(stream));
        boolean open = false;
        try {
            if (chain == Chain.RESTART) {
                reader.startAtRestartArea(from);
            } else {
                reader.start(from.isInvalid() ? youngest(stream, reader.area) : from);
            }
            open = true;
            return reader;
        } finally {
            if (!open) {
                reader.close();
            }
        }
    }

    /** The youngest record, which is looked for if opening the log did not come across it. */
    private static Lsn youngest(LogStream stream, MarshallingArea area) throws LogException {
        Optional<Lsn> known = stream.information().lastRecordLsn();
        if (known.isPresent()) {
            return known.get();
        }
        Lsn last = Lsn.INVALID;
        try (ReadContext all = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (all.next()) {
                last = all.lsn();
            }
        }
        return last;
    }

    private void start(Lsn first) throws LogException {
        if (!first.isInvalid()) {
            records = area.read(first, chain.mode());
        }
    }

    private void startAtRestartArea(Lsn first) throws LogException {
        if (first.isInvalid()) {
            records = area.readRestartAreas().orElse(null);
        } else {
            records = area.read(first, chain.mode());
            if (!records.next() || records.type() != RecordType.RESTART) {
                throw new ToolException(ExitCode.USAGE, "the record at LSN " + first + " is no restart area");
            }
        }
        onFirst = records != null;
    }

    @Override
    public boolean next(RecordFilter filter) throws LogException {
        if (records == null) {
            return false;
        }
        if (chain != Chain.RESTART) {
            return records.next(filter);
        }
        boolean found = filter.shows(RecordType.RESTART) && (onFirst || records.previousRestartArea());
        onFirst = false;
        if (found) {
            olderRestartArea = records.previous();
        }
        return found;
    }

    /** Tells whether the chain has ended because what it leads to is not kept any more. */
    boolean goesOnBelowTheBase() {
        boolean below = records != null && records.end().equals(Optional.of(LogStatus.START_OF_LOG));
        return below && (chain != Chain.RESTART || !olderRestartArea.isInvalid());
    }

    @Override
    public RecordView record() {
        return RecordReader.view(records);
    }

    @Override
    public void close() throws LogException {
        if (records != null) {
            records.close();
        }
        area.close();
    }
}
