package org.clfs4j.osgi.jmx;

import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.StreamInformation;

/**
 * A stream as consoles see it.
 *
 * @threading safe for concurrent use
 */
final class StreamView implements StreamMXBean {

    private final LogStream stream;
    private final String log;

    StreamView(LogStream stream, String log) {
        this.stream = stream;
        this.log = log;
    }

    private StreamInformation information() {
        return Asked.of(stream::information);
    }

    private static String text(Optional<Lsn> lsn) {
        return lsn.map(Lsn::toString).orElse(null);
    }

    @Override
    public String getLog() {
        return log;
    }

    @Override
    public String getName() {
        return stream.name();
    }

    @Override
    public int getId() {
        return stream.id();
    }

    @Override
    public String getBaseLsn() {
        return information().baseLsn().toString();
    }

    @Override
    public String getNextLsn() {
        return information().nextLsn().toString();
    }

    @Override
    public String getFlushedUpTo() {
        return information().flushedUpTo().toString();
    }

    @Override
    public String getLastRecordLsn() {
        return text(information().lastRecordLsn());
    }

    @Override
    public String getRestartLsn() {
        return text(information().restartLsn());
    }

    @Override
    public long getReservedBytes() {
        return information().reservedBytes();
    }

    @Override
    public int getResets() {
        return information().resets();
    }
}
