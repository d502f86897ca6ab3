package org.clfs4j.core;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.marshal.Area;
import org.clfs4j.core.marshal.AreaReading;
import org.clfs4j.core.marshal.ReadOnlyArea;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * An open instance of a log's stream.
 *
 * @threading safe for concurrent use
 */
final class StreamHandle implements LogStream {

    private static final int MIN_CONTAINERS = 2;

    private final Opening opening;
    private final AtomicBoolean closed = new AtomicBoolean();

    StreamHandle(Opening opening) {
        this.opening = opening;
    }

    private OpenLog log() throws LogException {
        return LogHandle.require(closed, opening, "The stream");
    }

    @Override
    public Lsn baseLsn() throws LogException {
        return Lsn.of(log().source().base());
    }

    @Override
    public Lsn nextLsn() throws LogException {
        return Lsn.of(log().source().next());
    }

    @Override
    public Lsn flushedUpTo() throws LogException {
        return Lsn.of(log().source().durable());
    }

    @Override
    public Optional<Lsn> restartLsn() throws LogException {
        long lsn = log().restartLsn();
        return lsn == Place.NONE ? Optional.empty() : Optional.of(Lsn.of(lsn));
    }

    @Override
    public void advanceBase(Lsn newBase) throws LogException {
        WritableLog log = LogHandle.requireWritable(log(), opening);
        log.failure().check();
        log.stream().advanceBase(log.stream().requireBase(newBase));
    }

    @Override
    public void flushMetadata() throws LogException {
        LogHandle.requireWritable(log(), opening).flushMetadata();
    }

    @Override
    public MarshallingArea createMarshallingArea(MarshallingAreaOptions options) throws LogException {
        OpenLog log = log();
        OptionsCheck.check(options);
        if (!opening.may(Access.READ) && !opening.may(Access.WRITE)) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + log.source().logName() + " was opened without access, for questions only");
        }
        if (log.table().count() < MIN_CONTAINERS) {
            throw new LogUsageException(
                    LogStatus.NOT_ENOUGH_CONTAINERS,
                    "Log " + log.source().logName() + " has " + log.table().count()
                            + " containers; a marshalling area needs at least " + MIN_CONTAINERS + ", add some");
        }
        opening.retain();
        AreaReading reading = new AreaReading(log.source(), options, opening.may(Access.READ), opening::release);
        return opening.may(Access.WRITE)
                ? new Area(((WritableLog) log).stream(), reading, log.table().containerSize())
                : new ReadOnlyArea(reading, log::restartLsn);
    }

    @Override
    public void close() throws LogException {
        if (closed.compareAndSet(false, true)) {
            opening.release();
        }
    }
}
