package org.clfs4j.core.marshal;

import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.stream.LogBlocks;

/**
 * The blocks of a log that this process writes.
 *
 * @threading safe for concurrent use
 */
public final class WriterBlocks implements LogBlocks {

    private final LogWriter log;

    /** Creates the view of a log. */
    public WriterBlocks(LogWriter log) {
        this.log = log;
    }

    @Override
    public String logName() {
        return log.failure().logName();
    }

    @Override
    public ContainerTable table() {
        return log.table();
    }

    @Override
    public Checksum checksum() {
        return Checksum.of(log.metadata().identity());
    }

    @Override
    public int sectorSize() {
        return log.metadata().sectorSize();
    }

    @Override
    public long tail() {
        return log.tail();
    }

    @Override
    public long end() {
        return log.state().durable();
    }

    @Override
    public boolean refresh() {
        return false;
    }

    @Override
    public void refreshMarkers() {
        // Only this process changes the log.
    }
}
