package org.clfs4j.cli;

import org.clfs4j.LogAttribute;
import org.clfs4j.LogFile;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.error.LogException;

/** Reserved bytes, of which only the process that has reserved them can tell. */
final class Reserved {

    private Reserved() {}

    static String text(LogFile log, long bytes) throws LogException {
        return known(log) ? ByteSize.format(bytes) : "not known";
    }

    /** A log that was closed in order has no reservations; one that was not may be open in another process. */
    static boolean known(LogFile log) throws LogException {
        return !log.information().attributes().contains(LogAttribute.READONLY)
                || log.recovery().outcome() == Outcome.CLOSED;
    }
}
