package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.LogFile;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/** Providers that come and go: none, one, both. */
public class ProvidersIT extends Container {

    private static final String ANY = "(clfs.provider=*)";

    private Services services;
    private Configurations logs;
    private List<Bundle> providers;

    @Before
    public void lookAround() {
        services = new Services(context);
        logs = new Configurations(context, configurations);
        providers = hasForeignMemory()
                ? List.of(bundleOf(IMPL_DEFAULT), bundleOf(IMPL_OFFHEAP))
                : List.of(bundleOf(IMPL_DEFAULT));
    }

    @After
    public void startAll() throws BundleException {
        for (Bundle provider : providers) {
            provider.start();
        }
    }

    private void stopAll() throws BundleException {
        for (Bundle provider : providers) {
            provider.stop();
        }
    }

    @Test
    public void withoutAProviderThereIsNoServiceAndASentence() throws BundleException {
        stopAll();

        assertThat(services.references(LogProvider.class, ANY)).isEmpty();
        assertThat(LogProvider.available()).isEmpty();
        assertThatThrownBy(LogProvider::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No log provider found");
    }

    @Test
    public void withOneProviderItIsFoundByServiceAndByServiceLoader() throws Exception {
        for (Bundle only : providers) {
            stopAll();
            only.start();
            ServiceReference<LogProvider> found = services.awaitReference(LogProvider.class, ANY);

            assertThat(services.references(LogProvider.class, ANY)).hasSize(1);
            assertThat(found.getBundle()).isEqualTo(only);
            assertThat(LogProvider.available())
                    .extracting(LogProvider::name)
                    .containsExactly((String) found.getProperty("clfs.provider"));
        }
    }

    @Test
    public void withBothTheBestIsFoundByServiceAndByServiceLoader() throws Exception {
        startAll();
        for (Bundle provider : providers) {
            services.await(LogProvider.class, "(service.bundleid=" + provider.getBundleId() + ")");
        }

        assertThat(services.references(LogProvider.class, ANY)).hasSize(providers.size());
        assertThat(LogProvider.load().name()).isEqualTo(hasForeignMemory() ? "offheap" : "default");
    }

    @Test
    public void aConfiguredLogGoesOnWithTheProviderThatIsLeft() throws Exception {
        Path path = folder("left").resolve("log");
        Configuration configuration =
                logs.create("left", Map.of("name", path.toString(), "containers", 2, "container.size", 1L << 20));
        String filter = "(clfs.pid=" + configuration.getPid() + ")";
        try {
            for (Bundle going : providers) {
                startAll();
                ServiceReference<LogStream> before = services.awaitReference(LogStream.class, filter);
                Records.append(context.getService(before), "before " + going.getSymbolicName());

                going.stop();

                if (providers.size() > 1) {
                    services.await(LogStream.class, filter);
                } else {
                    assertThat(services.references(LogStream.class, filter)).isEmpty();
                }
            }
            stopAll();
            assertThat(services.references(LogFile.class, filter)).isEmpty();
            startAll();
            assertThat(Records.read(services.await(LogStream.class, filter)))
                    .containsExactlyElementsOf(providers.stream()
                            .map(each -> "before " + each.getSymbolicName())
                            .toList());
        } finally {
            logs.delete(configuration);
        }
    }

    @Test
    public void aStoppedProvidersLogIsClosedBeforeTheBundleIsStopped() throws Exception {
        Path path = folder("closed").resolve("log");
        Configuration configuration = logs.create(
                "closed",
                Map.of("name", path.toString(), "containers", 2, "container.size", 1L << 20, "provider", "default"));
        String filter = "(clfs.pid=" + configuration.getPid() + ")";
        try {
            services.await(LogFile.class, filter);
            assertThat(lockOf(path)).isPresent();

            bundleOf(IMPL_DEFAULT).stop();

            assertThat(lockOf(path)).as("the lock that the log is open with").isEmpty();
            assertThat(services.references(LogFile.class, filter)).isEmpty();
        } finally {
            logs.delete(configuration);
        }
    }

    /** A log that is open for writing is a system property, which all class loaders see. */
    private static Optional<String> lockOf(Path log) {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("org.clfs4j.lock.") && (name + System.getProperty(name)).contains(log.toString()))
                .findFirst();
    }
}
