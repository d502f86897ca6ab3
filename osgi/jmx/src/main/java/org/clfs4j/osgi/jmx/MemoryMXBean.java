package org.clfs4j.osgi.jmx;

import java.util.Map;
import javax.management.MXBean;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the blocks of all marshalling areas in this process come to.
 *
 * @threading safe for concurrent use
 */
@MXBean
@ProviderType
@Meaning("Block memory of clfs4j's marshalling areas, by pool tag, since this process began")
public interface MemoryMXBean {

    /**
     * Returns the attribute {@code LiveBytes}.
     *
     * @return blocks of all pool tags that are handed out now (bytes)
     */
    @Meaning("Blocks of all pool tags that are handed out now")
    @Units("bytes")
    long getLiveBytes();

    /**
     * Returns the attribute {@code Pools}.
     *
     * @return what is counted for each pool tag that something was asked for under
     */
    @Meaning("What is counted for each pool tag that something was asked for under")
    Map<String, PoolMemory> getPools();
}
