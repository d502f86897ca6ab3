package org.clfs4j.itests.osgi;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Logs by configuration, as Config Admin has them. */
final class Configurations {

    static final String PID = "org.clfs4j.log";

    /** The state of a configuration goes last. */
    static final String STATE = "org.clfs4j.osgi.state.ConfiguredLogState";

    private final Services services;
    private final ConfigurationAdmin admin;

    Configurations(BundleContext context, ConfigurationAdmin admin) {
        this.services = new Services(context);
        this.admin = admin;
    }

    /** Asks for a log. */
    Configuration create(String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(PID, name, "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    /** Changes what was asked for. */
    static void update(Configuration configuration, Map<String, Object> changes) throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        changes.forEach(properties::put);
        configuration.update(properties);
    }

    /**
     * Takes back what was asked for; returns when what was published of it is withdrawn, and its log is closed.
     *
     * <p>What was asked for just now may not be published in full yet: its state comes last, and goes last.
     */
    void delete(Configuration configuration) throws IOException, InterruptedException {
        String filter = "(clfs.pid=" + configuration.getPid() + ")";
        services.awaitReference(STATE, filter);
        configuration.delete();
        services.awaitNone(STATE, filter);
    }
}
