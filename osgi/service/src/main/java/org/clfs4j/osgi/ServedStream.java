package org.clfs4j.osgi;

import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/** A stream of a configured log as one bundle sees it: closing it closes what that bundle has made of it. */
final class ServedStream implements LogStream {

    private final LogStream stream;
    private final AreaMaking areas;
    private final Lease lease;

    ServedStream(LogStream stream, AreaMaking areas, Lease lease) {
        this.stream = stream;
        this.areas = areas;
        this.lease = lease;
    }

    @Override
    public String name() {
        return stream.name();
    }

    @Override
    public int id() {
        return stream.id();
    }

    @Override
    public StreamInformation information() throws LogException {
        lease.require();
        return stream.information();
    }

    @Override
    public Lsn baseLsn() throws LogException {
        lease.require();
        return stream.baseLsn();
    }

    @Override
    public Lsn nextLsn() throws LogException {
        lease.require();
        return stream.nextLsn();
    }

    @Override
    public Lsn flushedUpTo() throws LogException {
        lease.require();
        return stream.flushedUpTo();
    }

    @Override
    public Optional<Lsn> restartLsn() throws LogException {
        lease.require();
        return stream.restartLsn();
    }

    @Override
    public void advanceBase(Lsn newBase) throws LogException {
        lease.require();
        stream.advanceBase(newBase);
    }

    @Override
    public void flushMetadata() throws LogException {
        lease.require();
        stream.flushMetadata();
    }

    @Override
    public void truncate(Lsn last) throws LogException {
        lease.require();
        stream.truncate(last);
    }

    @Override
    public void setEndOfLog(Lsn last) throws LogException {
        lease.require();
        stream.setEndOfLog(last);
    }

    /** Is refused: the stream is open for other bundles, too, and would be reset when its configuration goes. */
    @Override
    public void closeAndReset() throws LogException {
        lease.require();
        throw new LogUsageException(
                LogStatus.ACCESS_DENIED,
                "A stream of a configured log is open as long as its configuration is there; it cannot be reset by one of"
                        + " those who use it");
    }

    @Override
    public MarshallingArea createMarshallingArea(MarshallingAreaOptions options) throws LogException {
        return lease.making(() -> areas.make(stream, options, lease));
    }

    @Override
    public void close() throws LogException {
        lease.end();
    }
}
