package org.clfs4j.core;

import org.clfs4j.core.stream.FollowedStream;
import org.clfs4j.core.stream.RecordSource;

/**
 * A stream of a log that is open for reading only.
 *
 * @threading safe for concurrent use
 */
record ReadableStream(FollowedStream followed) implements OpenStream {

    @Override
    public int id() {
        return followed.entry().id();
    }

    @Override
    public String name() {
        return followed.entry().name();
    }

    @Override
    public RecordSource source() {
        return followed;
    }

    @Override
    public long restartLsn() {
        return followed.restartLsn();
    }

    @Override
    public long lastRecord() {
        return followed.lastRecord();
    }

    @Override
    public long basePlace() {
        return followed.basePlace();
    }

    @Override
    public long placeOf(long blockLsn) {
        return followed.index() == null ? blockLsn : followed.index().placeOf(blockLsn);
    }

    @Override
    public long reserved() {
        return 0;
    }

    @Override
    public int resets() {
        return followed.entry().resets();
    }
}
