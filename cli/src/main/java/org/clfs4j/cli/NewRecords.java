package org.clfs4j.cli;

import java.util.EnumSet;
import java.util.Set;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Counts the records that come into a stream.
 *
 * @threading not thread-safe
 */
final class NewRecords implements AutoCloseable {

    /** The end has gone on, and no record begins where it was: the next one is in another container. */
    private static final Set<LogStatus> END_HAS_MOVED =
            EnumSet.of(LogStatus.RECORD_NONEXISTENT, LogStatus.INVALID_RANGE);

    /** Records were given up, or taken out, before they were counted. */
    private static final Set<LogStatus> RECORDS_HAVE_GONE =
            EnumSet.of(LogStatus.START_OF_LOG, LogStatus.READ_CONTEXT_INVALID);

    private final Shell shell;
    private final LogFile file;
    private final LogStream stream;
    private final MarshallingArea area;
    private ReadContext context;
    private long count;
    private long bytes;

    private NewRecords(Shell shell, LogFile file, LogStream stream, MarshallingArea area) {
        this.shell = shell;
        this.file = file;
        this.stream = stream;
        this.area = area;
    }

    /**
     * Starts to count at the end of a stream.
     *
     * @param shell is told if records have gone before they were counted
     * @param file the log that the stream is in
     * @param stream the stream
     * @return the counter
     * @throws LogException as {@link MarshallingArea#read}
     */
    @SuppressWarnings("resource") // the counter closes the area, here if it does not come to that
    static NewRecords of(Shell shell, LogFile file, LogStream stream) throws LogException {
        NewRecords records = new NewRecords(shell, file, stream, RecordReader.area(stream));
        try {
            records.goToEnd();
            return records;
        } catch (LogException e) {
            records.close();
            throw e;
        }
    }

    private void goToEnd() throws LogException {
        context = null;
        while (context == null) {
            try {
                context = area.read(stream.nextLsn(), ReadMode.FORWARD);
            } catch (LogUsageException e) {
                if (!END_HAS_MOVED.contains(e.status())) {
                    throw e;
                }
                file.streams(); // looks again where the end is
            }
        }
    }

    /** Counts what has come and is below an LSN, so that a fast writer does not keep the caller here. */
    void countBelow(Lsn end) throws LogException {
        try {
            while (context.next()) {
                count++;
                bytes += context.payload().remaining();
                if (!context.lsn().isLess(end)) {
                    return;
                }
            }
        } catch (LogUsageException e) {
            if (!RECORDS_HAVE_GONE.contains(e.status())) {
                throw e;
            }
            shell.note(e.getMessage() + "; counting goes on with what comes next");
            context.close();
            goToEnd();
        }
    }

    /** Returns how many records were counted since it was asked last. */
    long takeCount() {
        long taken = count;
        count = 0;
        return taken;
    }

    /** Returns how many bytes were in the records that were counted since it was asked last. */
    long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }

    @Override
    public void close() throws LogException {
        if (context != null) {
            context.close();
        }
        area.close();
    }
}
