package org.clfs4j.core;

import org.clfs4j.Lsn;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.stream.FollowedStream;
import org.clfs4j.core.stream.RecordLookup;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;

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
    public long placeOf(long blockLsn) {
        return followed.index() == null ? blockLsn : followed.index().placeOf(blockLsn);
    }

    @Override
    public boolean isRecord(long lsn) throws LogException {
        long block = Place.block(lsn);
        long place = placeOf(block);
        int number = Place.record(lsn);
        return place != Place.NONE
                && number < followed.visibleRecords(block, Lsn.RECORDS_PER_BLOCK)
                && new RecordLookup(followed.table(), followed.checksum(), followed.sectorSize()).exists(place, number);
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
