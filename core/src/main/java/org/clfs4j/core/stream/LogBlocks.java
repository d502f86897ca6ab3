package org.clfs4j.core.stream;

import java.io.IOException;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.error.LogException;

/**
 * Where the blocks of a log are, whatever stream they belong to.
 *
 * @threading safe for concurrent use
 */
public interface LogBlocks {

    /** Returns the log's name for messages. */
    String logName();

    /** Returns the log's containers. */
    ContainerTable table();

    /** Returns a new checksum for the log's blocks. */
    Checksum checksum();

    /** Returns the log's sector size in bytes. */
    int sectorSize();

    /** Returns the place of the oldest block that is still needed. */
    long tail();

    /** Returns the place below which every block is in containers. */
    long end();

    /**
     * Looks whether somebody else has appended more.
     *
     * @return true if the bounds have moved
     */
    boolean refresh() throws LogException, IOException;

    /** Looks what somebody else has given up, whose containers may have been used again, also if more was appended. */
    void refreshMarkers() throws LogException, IOException;
}
