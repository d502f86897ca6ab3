package org.clfs4j.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogKind;
import org.clfs4j.LogStatistics;
import org.clfs4j.RecoveryReport;
import org.clfs4j.TailHolder;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.stream.LogBlocks;
import org.clfs4j.error.LogException;

/**
 * A log that this process has open, shared by all open instances that can share it.
 *
 * @threading safe for concurrent use
 */
interface OpenLog {

    /** Returns where its blocks are. */
    LogBlocks blocks();

    /** Returns its streams by id; one in a dedicated log. */
    List<? extends OpenStream> streams();

    /** Returns whether it is dedicated or multiplexed. */
    LogKind kind();

    /** Returns its containers. */
    ContainerTable table();

    /** Returns what was found when it was opened. */
    RecoveryReport recovery();

    /** Returns the damage that is known, and finds more. */
    KnownDamage damage();

    /** Tells what users are told of it. */
    LogFigures figures();

    LogStatistics statistics();

    /** Tells whether this process writes it. */
    boolean writable();

    /** Returns the place of the oldest block that a stream needs, or the end. */
    long oldestBase();

    /** Returns the place behind the last block. */
    long end();

    /** Returns the place below which everything is durable. */
    long durable();

    /** Returns bytes that can still be appended or reserved. */
    long available();

    /** Returns bytes that are reserved. */
    long reserved();

    /** Returns the place of the oldest record not archived, or {@link org.clfs4j.core.format.Place#NONE}. */
    long archiveTail();

    int flushThreshold();

    /** Tells what keeps the oldest container in use; reservations are known to the process that writes. */
    Optional<TailHolder> tailHolder();

    /** Lists the containers by physical id. */
    List<ContainerInformation> containers();

    /** Returns the full path of the container that carries a logical id now, or empty if none does. */
    Optional<String> containerName(long logicalId);

    /** Closes everything, in order. */
    void close() throws LogException, IOException;

    /** Looks what another process has changed, if there can be one. */
    default void refresh() throws LogException {}

    /** Returns the stream of a name. */
    default Optional<OpenStream> stream(String name) {
        for (OpenStream stream : streams()) {
            if (stream.name().equals(name)) {
                return Optional.of(stream);
            }
        }
        return Optional.empty();
    }
}
