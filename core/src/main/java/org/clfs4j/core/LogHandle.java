package org.clfs4j.core;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.ContainerSet;
import org.clfs4j.Damage;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStatistics;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * An open instance of a log.
 *
 * @threading safe for concurrent use
 */
final class LogHandle implements LogFile {

    private final LogName name;
    private final Opening opening;
    private final AtomicBoolean closed = new AtomicBoolean();

    LogHandle(Opening opening) {
        this.name = opening.name();
        this.opening = opening;
    }

    /** Returns the log, unless the object that asks was closed. */
    static OpenLog require(AtomicBoolean closed, Opening opening, String what) throws LogException {
        if (closed.get()) {
            throw new LogUsageException(LogStatus.INVALID_HANDLE, what + " was closed");
        }
        return opening.log();
    }

    /** Returns the writable log, unless write access was not asked for. */
    static WritableLog requireWritable(OpenLog log, Opening opening) throws LogException {
        if (!opening.may(Access.WRITE)) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + opening.name() + " was not opened for writing");
        }
        return (WritableLog) log;
    }

    private OpenLog log() throws LogException {
        return require(closed, opening, "The log " + name);
    }

    @Override
    public LogName name() {
        return name;
    }

    @Override
    public LogKind kind() {
        return name.kind();
    }

    @Override
    public LogInformation information() throws LogException {
        LogFigures figures = log().figures();
        return opening.ofStream() ? figures.ofStream(opening.stream()) : figures.physical();
    }

    @Override
    public LogInformation physicalInformation() throws LogException {
        return log().figures().physical();
    }

    @Override
    public LogStatistics statistics() throws LogException {
        return log().statistics();
    }

    @Override
    public RecoveryReport recovery() {
        return opening.log().recovery();
    }

    @Override
    public List<Damage> damage() {
        return opening.log().damage().list();
    }

    @Override
    public CompletionStage<List<Damage>> oldBlocksChecked() {
        return opening.log().damage().checked();
    }

    @Override
    public ContainerSet containers() throws LogException {
        log();
        return new ContainerSetHandle(name, opening, closed);
    }

    @Override
    public LogStream stream() throws LogException {
        log();
        if (!opening.ofStream()) {
            throw new LogUsageException(
                    LogStatus.MULTIPLEXED,
                    "Log " + name + " is multiplexed, and records are written and read through its streams: name one");
        }
        opening.retain();
        return new StreamHandle(opening);
    }

    @Override
    public LogStream stream(String streamName, Disposition disposition) throws LogException {
        return new StreamHandle(openStream(streamName, opening.options().disposition(disposition)));
    }

    private Opening openStream(String streamName, OpenOptions options) throws LogException {
        log();
        Objects.requireNonNull(streamName, "streamName");
        if (name.kind() == LogKind.DEDICATED) {
            throw new LogUsageException(
                    LogStatus.DEDICATED, "Log " + name + " is dedicated for ever and has one unnamed stream");
        }
        if (opening.ofStream()) {
            throw new LogUsageException(
                    LogStatus.INVALID_HANDLE,
                    "Stream " + name + " has no streams; open the log as " + name.physical() + " for others");
        }
        return opening.entry().openStream(opening, streamName, options);
    }

    @Override
    public List<StreamInformation> streams() throws LogException {
        OpenLog log = log();
        log.refresh();
        return log.streams().stream().map(OpenStream::information).toList();
    }

    @Override
    public void deleteStream(String streamName) throws LogException {
        log();
        requireDeletable();
        Opening stream = openStream(streamName, opening.options().disposition(Disposition.OPEN_EXISTING));
        opening.entry().markForDeletion(stream);
        stream.release();
    }

    private void requireDeletable() throws LogException {
        if (!opening.may(Access.DELETE)) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED, "Log " + name + " was not opened with access to delete");
        }
    }

    @Override
    public Optional<TailHolder> tailHolder() throws LogException {
        return log().tailHolder();
    }

    @Override
    public Lsn physicalLsn(int streamId, Lsn virtualLsn) throws LogException {
        OpenLog log = log();
        if (opening.ofStream() && name.kind() == LogKind.MULTIPLEXED) {
            throw new LogUsageException(
                    LogStatus.INVALID_HANDLE, "Physical LSNs are told by the log " + name.physical() + ", not by a stream");
        }
        OpenStream stream = log.streams().stream()
                .filter(one -> one.id() == streamId)
                .findFirst()
                .orElseThrow(() -> new LogUsageException(
                        LogStatus.INVALID_PARAMETER, "Log " + name + " has no stream with the id " + streamId));
        long place = virtualLsn.isValid() ? stream.placeOf(Place.block(virtualLsn.value())) : Place.NONE;
        boolean appended = virtualLsn.isValid()
                && !Place.less(virtualLsn.value(), stream.source().base())
                && Place.less(virtualLsn.value(), stream.source().next());
        if (!appended || place == Place.NONE || !stream.isRecord(virtualLsn.value())) {
            throw new LogUsageException(
                    LogStatus.RECORD_NONEXISTENT,
                    "Stream " + streamId + " of log " + name + " has no record with a place at LSN " + virtualLsn);
        }
        return Lsn.of(place + virtualLsn.recordSequence());
    }

    @Override
    public void setArchiveMode(boolean archive) throws LogException {
        requireWritable(log(), opening).setArchiveMode(archive);
    }

    @Override
    public void setArchiveTail(Lsn tail) throws LogException {
        Objects.requireNonNull(tail, "tail");
        requireWritable(log(), opening).setArchiveTail(tail);
    }

    @Override
    public void delete() throws LogException {
        log();
        requireDeletable();
        opening.entry().markForDeletion(opening);
    }

    @Override
    public void close() throws LogException {
        if (closed.compareAndSet(false, true)) {
            opening.release();
        }
    }
}
