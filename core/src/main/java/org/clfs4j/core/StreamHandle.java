package org.clfs4j.core;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.marshal.Area;
import org.clfs4j.core.marshal.AreaReading;
import org.clfs4j.core.marshal.Failure;
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

    private OpenStream stream() throws LogException {
        LogHandle.require(closed, opening, "The stream");
        return opening.stream();
    }

    private WritableStream writable() throws LogException {
        OpenStream stream = stream();
        LogHandle.requireWritable(opening.log(), opening).failure().check();
        return (WritableStream) stream;
    }

    @Override
    public String name() {
        return opening.stream().name();
    }

    @Override
    public int id() {
        return opening.stream().id();
    }

    @Override
    public StreamInformation information() throws LogException {
        return stream().information();
    }

    @Override
    public Lsn baseLsn() throws LogException {
        return Lsn.of(stream().source().base());
    }

    @Override
    public Lsn nextLsn() throws LogException {
        return Lsn.of(stream().source().next());
    }

    @Override
    public Lsn flushedUpTo() throws LogException {
        return Lsn.of(stream().source().durable());
    }

    @Override
    public Optional<Lsn> restartLsn() throws LogException {
        return OpenStream.lsnUnlessNone(stream().restartLsn());
    }

    @Override
    public void advanceBase(Lsn newBase) throws LogException {
        writable().writer().advanceBase(newBase);
        ((WritableLog) opening.log()).tailMoved();
    }

    @Override
    public void flushMetadata() throws LogException {
        WritableStream stream = writable();
        ((WritableLog) opening.log()).flushMetadata(stream);
    }

    @Override
    public MarshallingArea createMarshallingArea(MarshallingAreaOptions options) throws LogException {
        OpenStream stream = stream();
        OptionsCheck.check(options);
        if (!opening.may(Access.READ) && !opening.may(Access.WRITE)) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + opening.name() + " was opened without access, for questions only");
        }
        ContainerTable table = opening.log().table();
        if (table.count() < MIN_CONTAINERS) {
            throw new LogUsageException(
                    LogStatus.NOT_ENOUGH_CONTAINERS,
                    "Log " + opening.name() + " has " + table.count()
                            + " containers; a marshalling area needs at least " + MIN_CONTAINERS + ", add some");
        }
        opening.retain();
        AreaReading reading =
                new AreaReading(stream.source(), options, opening.may(Access.READ), opening::release);
        return opening.may(Access.WRITE)
                ? new Area(((WritableStream) stream).writer(), reading, table.containerSize())
                : new ReadOnlyArea(reading, stream::restartLsn);
    }

    @Override
    public void truncate(Lsn last) throws LogException {
        Objects.requireNonNull(last, "last");
        WritableStream stream = writable();
        if (opening.log().kind() == LogKind.MULTIPLEXED) {
            throw new LogUsageException(
                    LogStatus.MULTIPLEXED, "Only a dedicated log can be truncated, " + opening.name() + " is multiplexed");
        }
        int sectorSize = stream.source().sectorSize();
        if (sectorSize > OpenOptions.DEFAULT_SECTOR_SIZE) {
            throw new LogUsageException(
                    LogStatus.NOT_SUPPORTED,
                    "Only a log with sectors of " + OpenOptions.DEFAULT_SECTOR_SIZE + " bytes can be truncated, "
                            + opening.name() + " has sectors of " + sectorSize + " bytes");
        }
        stream.writer().truncate(last);
    }

    @Override
    public void setEndOfLog(Lsn last) throws LogException {
        stream();
        throw new LogUsageException(
                LogStatus.NOT_SUPPORTED, "The end of a log is not set, as in CLFS; truncate takes records out");
    }

    @Override
    public void closeAndReset() throws LogException {
        stream();
        Failure failure = LogHandle.requireWritable(opening.log(), opening).failure();
        if (!failure.failed()) {
            opening.entry().markForReset(opening);
        }
        close();
        failure.check(); // also if it was not the last instance, whose close would tell
    }

    @Override
    public void close() throws LogException {
        if (closed.compareAndSet(false, true)) {
            opening.release();
        }
    }
}
