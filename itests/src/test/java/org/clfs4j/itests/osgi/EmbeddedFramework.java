package org.clfs4j.itests.osgi;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * An OSGi framework in a class loader of its own: Felix and Equinox carry packages of the same names, and one of them
 * is signed.
 */
final class EmbeddedFramework {

    private final URLClassLoader loader;
    private final Framework framework;

    private EmbeddedFramework(URLClassLoader loader, Framework framework) {
        this.loader = loader;
        this.framework = framework;
    }

    /** Starts the framework of a jar. Its cache is in {@code target}, since Equinox comes back to it when the JVM ends. */
    static EmbeddedFramework start(Path jar) throws IOException, BundleException {
        Path cache = Path.of("target", "frameworks", "cache").toAbsolutePath();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, EmbeddedFramework.class.getClassLoader());
        Framework framework = ServiceLoader.load(FrameworkFactory.class, loader)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        framework.start();
        return new EmbeddedFramework(loader, framework);
    }

    /** Returns the one jar in {@code target/frameworks} whose name starts so. */
    static Path jarOf(String framework) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "frameworks"))) {
            List<Path> found = jars.filter(jar -> jar.getFileName().toString().startsWith(framework)).toList();
            if (found.size() != 1) {
                throw new IllegalStateException("Expected one jar of " + framework + ", found " + found);
            }
            return found.get(0).toAbsolutePath();
        }
    }

    Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    void stop() throws BundleException, InterruptedException, IOException {
        framework.stop();
        framework.waitForStop(0);
        loader.close();
    }
}
