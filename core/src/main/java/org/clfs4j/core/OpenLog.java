package org.clfs4j.core;

import java.io.IOException;
import java.util.List;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.RecoveryReport;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.stream.RecordSource;
import org.clfs4j.error.LogException;

/**
 * A log that this process has open, shared by all open instances that can share it.
 *
 * @threading safe for concurrent use
 */
interface OpenLog {

    /** Returns where its records are. */
    RecordSource source();

    /** Returns its containers. */
    ContainerTable table();

    /** Returns what was found when it was opened. */
    RecoveryReport recovery();

    /** Returns the damage that is known, and finds more. */
    KnownDamage damage();

    LogInformation information() throws LogException;

    LogStatistics statistics();

    /** Returns the newest restart area, or {@link org.clfs4j.core.format.Place#NONE}. */
    long restartLsn();

    /** Returns the youngest record, or {@link org.clfs4j.core.format.Place#NONE}. */
    long lastRecord();

    /** Lists the containers by physical id. */
    List<ContainerInformation> containers();

    /** Closes everything, in order. */
    void close() throws LogException, IOException;
}
