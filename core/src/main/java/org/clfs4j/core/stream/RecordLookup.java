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
 * Tells whether a block in a container has a record.
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

    /**
     * Tells whether a record is there; only for blocks that are durable.
     *
     * @param place where its block begins
     * @param number its number in the block
     */
    public synchronized boolean exists(long place, int number) throws LogException {
        if (window == null) {
            window = BlockWindow.growing(table, checksum, sectorSize);
        }
        window.forget();
        try {
            return window.load(place, Place.NONE) == Verdict.INTACT
                    && number < BlockFormat.recordCount(window.memory(), window.block());
        } catch (IOException e) {
            throw new LogFailedException(
                    LogStatus.CONTAINER_READ_FAILED, "Reading the block at " + Place.text(place) + " failed: " + e, e);
        }
    }
}
