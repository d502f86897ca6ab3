package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.Lsn;
import org.clfs4j.RecoveryReport;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.marshal.Failure;
import org.clfs4j.core.marshal.LogWriter;
import org.clfs4j.core.marshal.StreamWriter;
import org.clfs4j.core.marshal.WriterSource;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * A log that is open for writing.
 *
 * @threading safe for concurrent use
 */
final class WritableLog implements OpenLog {

    private final Closeable lock;
    private final BaseLogFile baseLogFile;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final LogWriter writer;
    private final StreamWriter stream;
    private final WriterSource source;
    private final ContainerAddition addition;
    private final RecoveryReport recovery;
    private final int flushThreshold;
    private final KnownDamage damage;

    WritableLog(
            LogLocation location,
            Closeable lock,
            BaseLogFile baseLogFile,
            ContainerTable table,
            LogState state,
            RecoveredLog recovered,
            RecoveryReport recovery,
            Executor executor,
            LogClock clock,
            int flushThreshold) {
        this.lock = lock;
        this.baseLogFile = baseLogFile;
        this.table = table;
        this.state = state;
        this.recovery = recovery;
        this.damage = new KnownDamage(recovery.damage());
        this.flushThreshold = flushThreshold;
        this.failure = new Failure(location.name().toString());
        this.writer = new LogWriter(
                state.written(), table, state, failure, executor, recovered.lastChecksum(), flushThreshold);
        this.stream = new StreamWriter(writer, recovered.end(), recovered.lastRecord());
        this.source = new WriterSource(writer, stream, clock);
        this.addition = new ContainerAddition(location, table, state, failure);
    }

    StreamWriter stream() {
        return stream;
    }

    LogState state() {
        return state;
    }

    Failure failure() {
        return failure;
    }

    @Override
    public RecordSource source() {
        return source;
    }

    @Override
    public ContainerTable table() {
        return table;
    }

    @Override
    public RecoveryReport recovery() {
        return recovery;
    }

    @Override
    public KnownDamage damage() {
        return damage;
    }

    @Override
    public LogInformation information() {
        Metadata metadata = state.written();
        long base = state.base();
        long last = lastRecord();
        return new LogInformation(
                metadata.identity(),
                metadata.kind(),
                metadata.sectorSize(),
                table.count() * table.containerSize(),
                stream.available(),
                BaseLogFile.SIZE,
                table.containerSize(),
                table.count(),
                table.freeCount(Place.container(base)),
                flushThreshold,
                Lsn.of(base),
                Lsn.of(stream.next()),
                last == Place.NONE || Place.less(last, base) ? Optional.empty() : Optional.of(Lsn.of(last)),
                Lsn.of(state.durable()),
                restartLsn() == Place.NONE ? Optional.empty() : Optional.of(Lsn.of(restartLsn())),
                metadata.epoch());
    }

    @Override
    public LogStatistics statistics() {
        return new LogStatistics(
                writer.flushes(), writer.flushedBytes(), state.metadataFlushes(), state.metadataFlushedBytes());
    }

    @Override
    public long restartLsn() {
        return state.restartLsn();
    }

    @Override
    public long lastRecord() {
        return stream.lastRecord();
    }

    @Override
    public List<ContainerInformation> containers() {
        return ContainerListing.of(table, Place.container(state.base()));
    }

    ContainerAddition addition() {
        return addition;
    }

    /** Makes the base durable. */
    void flushMetadata() throws LogException {
        failure.check();
        if (Place.less(state.durable(), state.base())) {
            stream.flush(state.base());
        }
        try {
            state.persist();
        } catch (IOException e) {
            throw failMetadata(e);
        }
    }

    private LogException failMetadata(IOException e) {
        return failure.latch(
                e, LogStatus.METADATA_FLUSH_FAILED, "Log " + failure.logName() + ": writing the metadata failed");
    }

    @Override
    public void close() throws LogException, IOException {
        damage.stop();
        try {
            failure.check(); // nobody may have been told: a flush in the background can fail unseen
            stream.flushAll();
            try {
                state.persistClosed();
            } catch (IOException e) {
                throw failMetadata(e);
            }
        } finally {
            Closing.all(table, baseLogFile, lock);
        }
    }
}
