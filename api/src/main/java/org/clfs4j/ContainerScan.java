package org.clfs4j;

import java.util.List;
import java.util.Optional;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A walk over the containers of a log, some at a time.
 *
 * <pre>
 *   index         0   1   2   3   4   5   6
 *   FORWARD, 3    └───1───┘   └───2───┘   3        each set in the order of physical ids
 *   BACKWARD, 3   3   └───2───┘   └───1───┘        each set in the opposite order
 * </pre>
 *
 * <p>A scan is live: each call tells the containers as they are at that moment, following or preceding the one that was told
 * last. A container that was removed meanwhile is not told, one that was added behind that place is, and none is told twice
 * in one direction.
 *
 * <p>A scan does not keep its log open. What a call is refused with changes nothing, not even the place.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsscanlogcontainers">ClfsScanLogContainers</a>.
 *
 * @threading not thread-safe
 */
@ProviderType
public interface ContainerScan extends AutoCloseable {

    /**
     * Starts the scan anew, as {@link ContainerSet#scan} does; for the use of an existing one {@link ScanMode#INIT} is needed.
     *
     * @param fromIndex the containers before this one stay out
     * @param countPerScan how many containers one call tells at most
     * @param mode {@link ScanMode#INIT} and exactly one direction
     * @throws LogException with status {@code INVALID_PARAMETER} if the modes are others, the index is negative or the count
     *     less than 1; with {@code INVALID_HANDLE} if the scan or the log's instance was closed
     */
    void restart(int fromIndex, int countPerScan, ScanMode... mode) throws LogException;

    /**
     * Tells the next containers in the direction that was given last.
     *
     * @return at most as many as were asked for; none at the end, and then {@link #status()} says so
     * @throws LogException with status {@code INVALID_HANDLE} if the scan or the log's instance was closed
     */
    List<ContainerInformation> next() throws LogException;

    /**
     * Tells the next containers in a direction, or ends the scan.
     *
     * @param mode one direction; or one direction and {@link ScanMode#INIT}, which first goes back to the end of the log's
     *     containers where that direction begins; or {@link ScanMode#CLOSE} alone, which is {@link #close()} and tells none
     * @return as {@link #next()}
     * @throws LogException with status {@code INVALID_PARAMETER} if the modes are others; otherwise as {@link #next()}
     */
    List<ContainerInformation> scan(ScanMode... mode) throws LogException;

    /**
     * Returns what CLFS's last call would have ended with.
     *
     * @return {@link LogStatus#NO_MORE_ENTRIES} if the last set was empty, else empty
     */
    Optional<LogStatus> status();

    /** Ends the scan; nothing if it has ended already. */
    @Override
    void close();
}
