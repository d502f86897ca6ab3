package org.clfs4j.testkit;

import java.nio.file.Path;
import org.clfs4j.LogProvider;

/**
 * Storage that can lose what was not forced, and fail, as {@link CrashableLogConformance} needs it.
 *
 * @threading safe for concurrent use
 */
public interface CrashableStorage {

    /**
     * Makes a provider that keeps its logs in this storage as it is now, as the first one in a new process would.
     *
     * @return the provider
     */
    LogProvider provider();

    /**
     * Names the one directory of this storage, empty at first.
     *
     * @return the directory; it need not exist in the real file system
     */
    Path directory();

    /**
     * Cuts the power: what was not forced is lost, and what is still open fails from now on. Then the power comes back,
     * with everything that {@link #heal()} mends. {@link CrashConformance} needs everything to be lost that was not
     * forced; {@link CrashModelConformance} holds whatever part of it is lost, torn or reordered.
     */
    void crash();

    /**
     * Cuts the power after a number of further writes, forces, creations and deletions, at the one that would be next:
     * from then on every call fails until {@link #crash()}.
     *
     * @param operations how many still succeed
     */
    void failAfter(int operations);

    /** Makes every force of a file or directory fail until {@link #heal()}, with its bytes unknown for ever. */
    void failForces();

    /** Makes every write to a file fail until {@link #heal()}. */
    void failWrites();

    /** Leaves no room for new files until {@link #heal()}. */
    void fillUp();

    /** Ends what {@link #failForces()}, {@link #failWrites()} and {@link #fillUp()} began. */
    void heal();
}
