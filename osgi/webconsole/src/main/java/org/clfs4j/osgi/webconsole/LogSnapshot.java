package org.clfs4j.osgi.webconsole;

import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogStatistics;
import org.clfs4j.RecoveryReport;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogException;

/**
 * All that is shown of a log. Its parts are asked for one after the other while the log goes on, so that they can be some records
 * apart.
 *
 * @threading immutable
 * @param information of the physical log
 * @param statistics what it has flushed
 * @param tailHolder what keeps its oldest container in use
 * @param streams its streams by id
 * @param containers its containers by physical id
 * @param recovery what was found when it was opened
 * @param damage what is known to be damaged
 */
record LogSnapshot(
        LogInformation information,
        LogStatistics statistics,
        Optional<TailHolder> tailHolder,
        List<StreamInformation> streams,
        List<ContainerInformation> containers,
        RecoveryReport recovery,
        List<Damage> damage) {

    /**
     * Asks a log.
     *
     * @throws LogException if it is being closed
     */
    static LogSnapshot of(LogFile log) throws LogException {
        return new LogSnapshot(
                log.physicalInformation(),
                log.statistics(),
                log.tailHolder(),
                log.streams(),
                log.containers().list(),
                log.recovery(),
                log.damage());
    }
}
