package org.clfs4j.core.recovery;

import org.clfs4j.RecoveryReport;

/**
 * Where a log stands after recovery.
 *
 * @param end the place behind the last block
 * @param lastChecksum the checksum of the last block; 0 if there is none
 * @param base the oldest record still needed
 * @param restartLsn the newest restart area, or {@link org.clfs4j.core.format.Place#NONE}
 * @param lastRecord the youngest record's LSN, or {@link org.clfs4j.core.format.Place#NONE}
 * @param epoch the greatest epoch seen anywhere
 * @param knownDurable everything below this was forced; what is between here and the end was read, but may be in memory
 *     of the operating system only
 * @param checkedFrom blocks from here on were read; older ones were not
 * @param report what to tell
 */
public record RecoveredLog(
        long end,
        int lastChecksum,
        long base,
        long restartLsn,
        long lastRecord,
        long epoch,
        long knownDurable,
        long checkedFrom,
        RecoveryReport report) {}
