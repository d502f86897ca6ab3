package org.clfs4j.core;

import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;

/**
 * A stream of a log that this process has open, shared by all open instances that can share it.
 *
 * @threading safe for concurrent use
 */
interface OpenStream {

    int id();

    /** Returns its name; empty in a dedicated log. */
    String name();

    /** Returns where its records are. */
    RecordSource source();

    /** Returns the newest restart area, or {@link Place#NONE}. */
    long restartLsn();

    /** Returns the youngest record that is known, or {@link Place#NONE}. */
    long lastRecord();

    /** Returns the place of the block with an LSN, or {@link Place#NONE} if no block begins there. */
    long placeOf(long blockLsn);

    /** Tells whether an LSN from the base to the next one is that of a record. */
    boolean isRecord(long lsn) throws LogException;

    /** Returns bytes that its areas have reserved. */
    long reserved();

    /** Returns how many times it was reset. */
    int resets();

    /** Describes the stream to users. */
    default StreamInformation information() {
        return new StreamInformation(
                id(),
                name(),
                Lsn.of(source().base()),
                Lsn.of(source().next()),
                Lsn.of(source().durable()),
                lastInActiveRegion(),
                lsnUnlessNone(restartLsn()),
                reserved(),
                resets());
    }

    /** Returns the youngest record if the base has not passed it. */
    default Optional<Lsn> lastInActiveRegion() {
        long last = lastRecord();
        return last == Place.NONE || Place.less(last, source().base()) ? Optional.empty() : Optional.of(Lsn.of(last));
    }

    /** Makes an LSN of what may be none. */
    static Optional<Lsn> lsnUnlessNone(long lsn) {
        return lsn == Place.NONE ? Optional.empty() : Optional.of(Lsn.of(lsn));
    }
}
