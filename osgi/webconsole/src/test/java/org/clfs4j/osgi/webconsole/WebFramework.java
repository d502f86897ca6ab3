package org.clfs4j.osgi.webconsole;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.clfs4j.osgi.webconsole.load.LoadActivator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework with the Web Console, our bundles and the load, in a class loader of its own: Felix and Equinox carry packages of
 * the same names.
 */
final class WebFramework {

    /** How long a slow machine may take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path BUNDLES = Path.of("target", "bundles");

    /** Not in a folder that goes away: Equinox comes back to it when the JVM ends. */
    private static final Path CACHE = Path.of("target", "frameworks", "cache").toAbsolutePath();

    private final URLClassLoader loader;
    private final Framework framework;
    private final Bundle load;
    private final URI console;

    private WebFramework(URLClassLoader loader, Framework framework, Bundle load, URI console) {
        this.loader = loader;
        this.framework = framework;
        this.load = load;
        this.console = console;
    }

    /**
     * Starts the framework whose jar's name begins so; the logs are in full use when this returns.
     *
     * @param folder an empty folder for the logs
     */
    static WebFramework start(String name, Path folder, String user, String password) throws Exception {
        URLClassLoader loader = new URLClassLoader(
                new URL[] {jar(Path.of("target", "frameworks"), name).toUri().toURL()},
                WebFramework.class.getClassLoader());
        Framework framework = ServiceLoader.load(FrameworkFactory.class, loader)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, CACHE.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        "org.apache.felix.http.host", "127.0.0.1",
                        "org.osgi.service.http.port", "0",
                        "felix.webconsole.username", user,
                        "felix.webconsole.password", password,
                        LoadActivator.FOLDER, folder.toString()));
        framework.start();
        BundleContext context = framework.getBundleContext();
        startAll(install(context));
        ServiceReference<?> http =
                await(context, "(&(objectClass=org.osgi.service.servlet.runtime.HttpServiceRuntime)(osgi.http.endpoint=*))");
        await(context, "(&(objectClass=jakarta.servlet.Servlet)(felix.webconsole.label=clfs4j))");
        Bundle load = context.installBundle(
                LoadBundle.pack(folder.resolve("load.jar")).toUri().toString());
        load.start();
        await(context, "(" + LoadActivator.READY + "=true)");
        return new WebFramework(loader, framework, load, endpoint(http).resolve("/system/console/"));
    }

    private static Path jar(Path folder, String name) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no " + name + " in " + folder))
                    .toAbsolutePath();
        }
    }

    private static List<Bundle> install(BundleContext context) throws IOException, BundleException {
        List<Path> jars;
        try (Stream<Path> all = Files.list(BUNDLES)) {
            jars = all.sorted(Comparator.comparing(WebFramework::rank)).toList();
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(context.installBundle(jar.toAbsolutePath().toUri().toString()));
        }
        return bundles;
    }

    /** What changes classes when they are loaded must be there first, and then whoever others log to. */
    private static String rank(Path jar) {
        String name = jar.getFileName().toString();
        return (name.startsWith("asm") ? 0 : name.contains("spifly") ? 1 : name.startsWith("slf4j") ? 2 : 3) + name;
    }

    private static void startAll(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private static ServiceReference<?> await(BundleContext context, String filter)
            throws InterruptedException, InvalidSyntaxException {
        // The first argument of open: also services whose classes nobody here knows.
        ServiceTracker<Object, ServiceReference<?>> tracker =
                new ServiceTracker<>(context, context.createFilter(filter), null) {
                    @Override
                    public ServiceReference<?> addingService(ServiceReference<Object> reference) {
                        return reference;
                    }
                };
        tracker.open(true);
        try {
            ServiceReference<?> found = tracker.waitForService(PATIENCE.toMillis());
            if (found == null) {
                throw new AssertionError("No service with " + filter + " within " + PATIENCE);
            }
            return found;
        } finally {
            tracker.close();
        }
    }

    private static URI endpoint(ServiceReference<?> http) {
        Object endpoints = http.getProperty("osgi.http.endpoint");
        String first = endpoints instanceof String[] all ? all[0] : ((List<?>) endpoints).get(0).toString();
        return URI.create(first);
    }

    /** Returns the address of the console, with a slash at the end. */
    URI console() {
        return console;
    }

    /** Takes the logs away. */
    void stopLoad() throws BundleException {
        load.stop();
    }

    void stop() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        loader.close();
    }
}
