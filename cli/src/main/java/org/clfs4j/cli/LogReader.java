package org.clfs4j.cli;

import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;

/**
 * Everything it takes to read an open log forward, whatever size its blocks have.
 *
 * @threading not thread-safe
 * @param stream the log's stream
 * @param area the area that reads
 * @param records the position
 */
record LogReader(LogStream stream, MarshallingArea area, ReadContext records) implements AutoCloseable {

    /**
     * Starts reading.
     *
     * @param log the log
     * @param from the LSN of a record, or {@link Lsn#INVALID} for the oldest one
     * @return the reader, before that record
     * @throws LogException as {@link MarshallingArea#read}
     */
    @SuppressWarnings("resource") // closed by the reader, or here if it does not come to that
    static LogReader open(LogFile log, Lsn from) throws LogException {
        LogStream stream = log.stream();
        MarshallingArea area = null;
        try {
            area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                    .blockSize(MarshallingAreaOptions.MAX_BLOCK_SIZE)
                    .maxWriteBlocks(1)
                    .maxReadBlocks(1)
                    .build());
            Lsn start = from.isInvalid() ? stream.baseLsn() : from;
            return new LogReader(stream, area, area.read(start, ReadMode.FORWARD));
        } catch (LogException e) {
            close(stream, area);
            throw e;
        }
    }

    @Override
    public void close() throws LogException {
        records.close();
        close(stream, area);
    }

    private static void close(LogStream stream, MarshallingArea area) throws LogException {
        try (stream;
                area) {
            // closes both, also if the first fails
        }
    }
}
