package org.clfs4j.cli;

import org.clfs4j.LogName;
import picocli.CommandLine.Parameters;

/** The log, or the stream of one, that a command works on; read by a {@link LogNameConverter}. */
final class LogOperand {

    @Parameters(
            index = "0",
            paramLabel = "LOG",
            description = "The log: a path without .blf (D/log has the base log file D/log.blf), or log:D/log."
                    + " D/log::NAME is a stream of the multiplexed log D/log::.")
    private LogName name;

    LogName name() {
        return name;
    }
}
