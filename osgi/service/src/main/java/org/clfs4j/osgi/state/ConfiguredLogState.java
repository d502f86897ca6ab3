package org.clfs4j.osgi.state;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What has last become of a configuration that asks for a log: a service for each, as long as the configuration is there.
 *
 * <p>Its properties are {@value #PID}, {@value #STATE}, {@value #LOG} if the configuration names an acceptable log, what the log
 * is opened with ({@value #PROVIDER}, {@value #ALLOCATOR}) while it is open, and what the configuration says of its own. They
 * change with each state, so that whoever listens to service events is told each state in its order. A log is open before it is
 * told to be {@link LogState#OPENED}, and closed before it is told to be {@link LogState#CLOSED}.
 *
 * @threading safe for concurrent use
 */
@ProviderType
public interface ConfiguredLogState {

    /** The property with the PID of the configuration. */
    String PID = "clfs.pid";

    /** The property with the state, as {@link LogState#toString()} writes it. */
    String STATE = "clfs.state";

    /** The property with the name of the log, with an absolute path. */
    String LOG = "clfs.log";

    /** The property with the name of the provider that the log is opened with. */
    String PROVIDER = "clfs.provider";

    /** The property with the name of the allocator that the log is opened with. */
    String ALLOCATOR = "clfs.allocator";

    /**
     * Returns the newest change.
     *
     * @return the state and how it came about
     */
    StateChange newest();
}
