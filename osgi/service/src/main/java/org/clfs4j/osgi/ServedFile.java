package org.clfs4j.osgi;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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
import org.clfs4j.RecoveryReport;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogException;

/** A configured log as one bundle sees it: closing it closes what that bundle has made of it, and the log goes on. */
final class ServedFile implements LogFile {

    private final LogFile log;
    private final AreaMaking areas;
    private final Lease lease;

    ServedFile(LogFile log, AreaMaking areas, Lease lease) {
        this.log = log;
        this.areas = areas;
        this.lease = lease;
    }

    @Override
    public LogName name() {
        return log.name();
    }

    @Override
    public LogKind kind() {
        return log.kind();
    }

    @Override
    public LogInformation information() throws LogException {
        lease.require();
        return log.information();
    }

    @Override
    public LogStatistics statistics() throws LogException {
        lease.require();
        return log.statistics();
    }

    @Override
    public RecoveryReport recovery() {
        return log.recovery();
    }

    @Override
    public List<Damage> damage() {
        return log.damage();
    }

    @Override
    public CompletionStage<List<Damage>> oldBlocksChecked() {
        return log.oldBlocksChecked();
    }

    @Override
    public ContainerSet containers() throws LogException {
        lease.require();
        return log.containers();
    }

    @Override
    public LogInformation physicalInformation() throws LogException {
        lease.require();
        return log.physicalInformation();
    }

    @Override
    public LogStream stream() throws LogException {
        return lease.making(() -> served(log.stream()));
    }

    @Override
    public LogStream stream(String name, Disposition disposition) throws LogException {
        return lease.making(() -> served(log.stream(name, disposition)));
    }

    private LogStream served(LogStream stream) throws LogException {
        return new ServedStream(stream, areas, lease.give("The stream", stream::close));
    }

    @Override
    public List<StreamInformation> streams() throws LogException {
        lease.require();
        return log.streams();
    }

    @Override
    public void deleteStream(String name) throws LogException {
        lease.require();
        log.deleteStream(name);
    }

    @Override
    public Optional<TailHolder> tailHolder() throws LogException {
        lease.require();
        return log.tailHolder();
    }

    @Override
    public Lsn physicalLsn(int streamId, Lsn virtualLsn) throws LogException {
        lease.require();
        return log.physicalLsn(streamId, virtualLsn);
    }

    @Override
    public void setArchiveMode(boolean archive) throws LogException {
        lease.require();
        log.setArchiveMode(archive);
    }

    @Override
    public void setArchiveTail(Lsn tail) throws LogException {
        lease.require();
        log.setArchiveTail(tail);
    }

    @Override
    public void delete() throws LogException {
        lease.require();
        log.delete();
    }

    @Override
    public void close() throws LogException {
        lease.end();
    }
}
