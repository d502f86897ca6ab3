package org.clfs4j.itests.osgi;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.clfs4j.LogFile;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Logs by configuration, as Config Admin has them. */
final class Configurations {

    static final String PID = "org.clfs4j.log";

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    Configurations(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
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

    /** Takes back what was asked for; returns when the log is closed. */
    void delete(Configuration configuration) throws IOException, InterruptedException, InvalidSyntaxException {
        String filter = "(clfs.pid=" + configuration.getPid() + ")";
        Gone gone = new Gone(filter);
        configuration.delete();
        gone.await();
    }

    /** Waits for the end of the services of a configuration. A log is closed when its component is. */
    private final class Gone implements ServiceListener {

        private final CountDownLatch latch = new CountDownLatch(1);
        private final String filter;

        Gone(String filter) throws InvalidSyntaxException {
            this.filter = filter;
            context.addServiceListener(this, "(&(" + Constants.OBJECTCLASS + "=" + LogFile.class.getName() + ")" + filter + ")");
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                latch.countDown();
            }
        }

        void await() throws InterruptedException, InvalidSyntaxException {
            try {
                if (context.getServiceReferences(LogFile.class, filter).isEmpty()) {
                    return;
                }
                if (!latch.await(Services.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("The log with " + filter + " was not closed within " + Services.PATIENCE);
                }
            } finally {
                context.removeServiceListener(this);
            }
        }
    }
}
