package org.clfs4j.core;

import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.marshal.StreamWriter;
import org.clfs4j.core.marshal.WriterSource;
import org.clfs4j.core.stream.BlockIndex;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;

/**
 * A stream of a log that is open for writing.
 *
 * @threading safe for concurrent use
 */
final class WritableStream implements OpenStream {

    private final StreamWriter writer;
    private final WriterSource source;

    WritableStream(StreamWriter writer, LogClock clock) {
        this.writer = writer;
        this.source = new WriterSource(writer, clock);
    }

    StreamWriter writer() {
        return writer;
    }

    @Override
    public int id() {
        return writer.state().id();
    }

    @Override
    public String name() {
        return writer.state().name();
    }

    @Override
    public RecordSource source() {
        return source;
    }

    @Override
    public long restartLsn() {
        return writer.state().restartLsn();
    }

    @Override
    public long lastRecord() {
        return writer.lastRecord();
    }

    @Override
    public long placeOf(long blockLsn) {
        BlockIndex index = writer.state().index();
        return index == null ? blockLsn : index.placeOf(blockLsn);
    }

    @Override
    public boolean isRecord(long lsn) throws LogException {
        return writer.isRecord(lsn);
    }

    @Override
    public long reserved() {
        return writer.reserved();
    }

    @Override
    public int resets() {
        return writer.state().resets();
    }
}
