package org.clfs4j.core;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.ContainerSet;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStatistics;
import org.clfs4j.LogStream;
import org.clfs4j.RecoveryReport;
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

    LogHandle(LogName name, Opening opening) {
        this.name = name;
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
                    "Log " + log.source().logName() + " was not opened for writing");
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
        return log().information();
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
        opening.retain();
        return new StreamHandle(opening);
    }

    @Override
    public void close() throws LogException {
        if (closed.compareAndSet(false, true)) {
            opening.release();
        }
    }
}
