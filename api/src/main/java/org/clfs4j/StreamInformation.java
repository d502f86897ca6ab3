package org.clfs4j;

import java.util.Optional;

/**
 * A stream's markers at one moment.
 *
 * @threading immutable
 * @param id its number, unique in the log for ever; 0 in a dedicated log
 * @param name its name; empty in a dedicated log
 * @param baseLsn the oldest record still needed
 * @param nextLsn the exclusive end of the active region
 * @param flushedUpTo the exclusive bound below which every record is durable
 * @param lastRecordLsn the youngest record; empty if there is none in the active region, or if it was not looked at since the log
 *     was opened
 * @param restartLsn the newest restart area; empty if there is none
 * @param reservedBytes bytes that its marshalling areas have reserved
 * @param resets how many times it was reset
 */
public record StreamInformation(
        int id,
        String name,
        Lsn baseLsn,
        Lsn nextLsn,
        Lsn flushedUpTo,
        Optional<Lsn> lastRecordLsn,
        Optional<Lsn> restartLsn,
        long reservedBytes,
        int resets) {}
