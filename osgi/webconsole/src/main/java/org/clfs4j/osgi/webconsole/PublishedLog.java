package org.clfs4j.osgi.webconsole;

import java.util.Map;
import java.util.Optional;
import org.clfs4j.LogFile;

/**
 * A log as a service, and what the service says of itself.
 *
 * @threading immutable
 * @param log the log as this bundle sees it
 * @param properties the properties of the service
 */
record PublishedLog(LogFile log, Map<String, Object> properties) {

    private static final String PROVIDER = "clfs.provider";
    private static final String ALLOCATOR = "clfs.allocator";
    private static final String CONFIGURATION = "clfs.pid";

    String name() {
        return log.name().toString();
    }

    /** Returns the name of the provider that opened the log. */
    Optional<String> provider() {
        return property(PROVIDER);
    }

    /** Returns the name of the allocator that was configured. */
    Optional<String> allocator() {
        return property(ALLOCATOR);
    }

    /** Returns the PID of the configuration that asked for the log. */
    Optional<String> configuration() {
        return property(CONFIGURATION);
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name)).map(Object::toString);
    }
}
