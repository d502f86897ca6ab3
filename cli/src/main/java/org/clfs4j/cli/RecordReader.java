package org.clfs4j.cli;

import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.RecordFilter;
import org.clfs4j.cli.record.RecordView;
import org.clfs4j.error.LogException;

/**
 * Reads the records of a stream in some order.
 *
 * @threading not thread-safe
 */
interface RecordReader extends AutoCloseable {

    /** Goes to the next record that a filter shows; false if there is none, or none yet. */
    boolean next(RecordFilter filter) throws LogException;

    /** Returns the current record, valid until the next one is read. */
    RecordView record();

    @Override
    void close() throws LogException;

    /** Creates an area that can read whatever size the stream's blocks have. */
    static MarshallingArea area(LogStream stream) throws LogException {
        return stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(MarshallingAreaOptions.MAX_BLOCK_SIZE)
                .maxWriteBlocks(1)
                .maxReadBlocks(1)
                .build());
    }

    /** Returns the current record of a read context. */
    static RecordView view(ReadContext context) {
        return new RecordView(
                context.lsn(),
                context.type(),
                context.previous(),
                context.undoNext(),
                context.payload().slice());
    }
}
