package org.clfs4j.core.recovery;

import java.util.List;
import org.clfs4j.RecoveryReport;
import org.clfs4j.core.container.IndexWriter;

/**
 * Where a log stands after recovery.
 *
 * @param end the place behind the last block
 * @param lastChecksum the checksum of the last block; 0 if there is none
 * @param tail the place of the oldest block that a stream needs, or the end
 * @param streams each stream by id
 * @param index what was written into the newest container, or {@code null} in a dedicated log
 * @param epoch the greatest epoch seen anywhere
 * @param knownDurable everything below this was forced; what is between here and the end was read, but may be in memory
 *     of the operating system only
 * @param checkedFrom blocks from here on were read; older ones were not
 * @param report what to tell
 */
public record RecoveredLog(
        long end,
        int lastChecksum,
        long tail,
        List<RecoveredStream> streams,
        IndexWriter index,
        long epoch,
        long knownDurable,
        long checkedFrom,
        RecoveryReport report) {}
