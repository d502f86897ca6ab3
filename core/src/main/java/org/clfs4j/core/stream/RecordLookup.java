package org.clfs4j.core.stream;

import java.io.IOException;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;

/**
 * Tells whether an LSN is that of a record in a container.
 *
 * @threading safe for concurrent use
 */
public final class RecordLookup {

    private final ContainerTable table;
    private final Checksum checksum;
    private final int sectorSize;
    private BlockWindow window;

    /** Creates a look-up in one log's containers. */
    public RecordLookup(ContainerTable table, Checksum checksum, int sectorSize) {
        this.table = table;
        this.checksum = checksum;
        this.sectorSize = sectorSize;
    }

    /** Tells whether a record is there; only for LSNs whose block is durable. */
    public synchronized boolean exists(long lsn) throws LogException {
        if (window == null) {
            window = BlockWindow.growing(table, checksum, sectorSize);
        }
        window.forget();
        try {
            return window.load(Place.block(lsn), Place.NONE) == Verdict.INTACT
                    && Place.record(lsn) < BlockFormat.recordCount(window.memory(), window.block());
        } catch (IOException e) {
            throw new LogFailedException(
                    LogStatus.CONTAINER_READ_FAILED, "Reading the block at LSN " + Place.text(lsn) + " failed: " + e, e);
        }
    }
}
