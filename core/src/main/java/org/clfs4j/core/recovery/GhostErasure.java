package org.clfs4j.core.recovery;

import java.io.IOException;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;

/**
 * Makes an intact block unreadable that lies where the log ends.
 *
 * <p>A truncation leaves one: it continues the last block that is kept, and only its epoch tells that it is not the log's any more.
 * If the next block does not fit into the rest of the container, that place is never written again, and somebody who follows the
 * blocks from further back would take the ghost for the log. A crash before the erasure changes nothing: whoever opens the log
 * for writing erases again.
 */
public final class GhostErasure {

    private GhostErasure() {}

    /** Erases what lies at the end, if it is an intact block. */
    public static void run(ContainerTable table, Checksum checksum, int sectorSize, long end) throws IOException {
        ContainerFile container = table.find(Place.container(end));
        boolean room = container != null && Place.offset(end) + sectorSize <= table.containerSize();
        if (!room) {
            return;
        }
        try (BlockWindow window = BlockWindow.growing(table, checksum, sectorSize)) {
            if (window.load(end, Place.NONE) == Verdict.INTACT) {
                container.erase(sectorSize, Place.offset(end));
            }
        }
    }
}
