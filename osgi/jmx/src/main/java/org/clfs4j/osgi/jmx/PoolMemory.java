package org.clfs4j.osgi.jmx;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What is counted for one pool tag; the numbers belong to one moment.
 *
 * @threading immutable
 */
@ProviderType
public interface PoolMemory {

    /**
     * Returns how many blocks were handed out.
     *
     * @return the number
     */
    long getAllocations();

    /**
     * Returns how many of them were given back.
     *
     * @return the number
     */
    long getFrees();

    /**
     * Returns how often no block was to be had, or one that could not be used.
     *
     * @return the number
     */
    long getFailures();

    /**
     * Returns how many blocks are handed out now.
     *
     * @return the number
     */
    long getLiveBlocks();

    /**
     * Returns bytes of the blocks that are handed out now.
     *
     * @return the number
     */
    long getLiveBytes();

    /**
     * Returns how many blocks were handed out at once at most.
     *
     * @return the number
     */
    long getPeakBlocks();

    /**
     * Returns bytes of blocks that were handed out at once at most.
     *
     * @return the number
     */
    long getPeakBytes();
}
