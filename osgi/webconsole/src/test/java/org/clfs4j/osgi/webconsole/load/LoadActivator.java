package org.clfs4j.osgi.webconsole.load;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.error.LogException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A bundle with two logs that it has asked for and writes to until it is stopped.
 *
 * <p>It is loaded inside the framework, from a jar of its own: outside, nobody knows the classes that it uses.
 */
public final class LoadActivator implements BundleActivator {

    /** The framework's property with the folder of the logs. */
    public static final String FOLDER = "clfs4j.load.folder";

    /** The property of the service that says that the logs are in full use. */
    public static final String READY = "clfs4j.load.ready";

    /** A name that would be a script if somebody forgot to escape it. */
    public static final String MARKUP = "<script>document.title='open'</script>";

    private static final long PATIENCE_MILLIS = 20_000;
    private static final long BEAT_MILLIS = 20;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private Configuration shop;
    private Configuration visits;
    private ShopLoad load;

    /** Called by the framework. */
    public LoadActivator() {}

    @Override
    public void start(BundleContext context) throws Exception {
        String folder = context.getProperty(FOLDER);
        shop = configure(context, Map.of(
                "name", folder + "/shop::",
                "streams", new String[] {"orders", "payments", "audit", MARKUP},
                "containers", 10,
                "container.size", 1L << 20,
                "archive", true,
                "allocator", "direct"));
        visits = configure(context, Map.of(
                "name", folder + "/visits", "containers", 5, "container.size", 1L << 19));
        load = new ShopLoad(
                await(context, LogFile.class, shop, ""),
                await(context, LogStream.class, shop, "(clfs.stream=orders)"),
                await(context, LogStream.class, shop, "(clfs.stream=payments)"),
                await(context, LogStream.class, shop, "(clfs.stream=audit)"),
                await(context, LogStream.class, shop, "(clfs.stream=" + MARKUP + ")"),
                await(context, LogStream.class, visits, ""));
        load.untilInFullUse();
        executor.scheduleAtFixedRate(load, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        context.registerService(Runnable.class, load, new Hashtable<>(Map.of(READY, "true")));
    }

    private static Configuration configure(BundleContext context, Map<String, Object> properties) throws IOException {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration configuration = admin.createFactoryConfiguration("org.clfs4j.log", "?");
        configuration.update(new Hashtable<>(properties));
        return configuration;
    }

    private static <S> S await(BundleContext context, Class<S> type, Configuration configuration, String filter)
            throws InterruptedException, InvalidSyntaxException {
        String all = "(&(objectClass=" + type.getName() + ")(clfs.pid=" + configuration.getPid() + ")" + filter + ")";
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, context.createFilter(all), null);
        tracker.open();
        S service = tracker.waitForService(PATIENCE_MILLIS);
        if (service == null) {
            throw new IllegalStateException("There is no service with " + all);
        }
        return service;
    }

    /** Takes back what was asked for. */
    @Override
    public void stop(BundleContext context) throws IOException, LogException, InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The load does not end");
        }
        load.close();
        for (Configuration each : List.of(shop, visits)) {
            each.delete();
        }
    }
}
