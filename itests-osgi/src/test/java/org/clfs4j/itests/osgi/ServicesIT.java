package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osgi.framework.wiring.BundleRevision.PACKAGE_NAMESPACE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.OpenOptions;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** What the bundles publish, and what they keep for themselves. */
public class ServicesIT extends Container {

    private Services services;

    @Before
    public void lookAround() {
        services = new Services(context);
    }

    @Test
    public void providersSayWhatTheyAre() throws InterruptedException {
        ServiceReference<LogProvider> portable = services.awaitReference(LogProvider.class, "(clfs.provider=default)");
        assertThat(portable.getBundle().getSymbolicName()).isEqualTo(IMPL_DEFAULT);
        assertThat(portable.getProperty("clfs.memory")).isEqualTo("jvm");
        assertThat(portable.getProperty("clfs.capabilities")).isEqualTo("portable");
        assertThat(context.getService(portable).name()).isEqualTo("default");
        assertThat(portable.getProperty(Constants.SERVICE_RANKING)).isEqualTo(context.getService(portable).rank());
        if (hasForeignMemory()) {
            ServiceReference<LogProvider> offHeap = services.awaitReference(LogProvider.class, "(clfs.provider=offheap)");
            assertThat(offHeap.getBundle().getSymbolicName()).isEqualTo(IMPL_OFFHEAP);
            assertThat(offHeap.getProperty("clfs.memory")).isEqualTo("offheap");
            assertThat(offHeap.getProperty("clfs.capabilities"))
                    .isEqualTo(new String[] {"memory-segments", "system-calls"});
            assertThat(offHeap.getProperty(Constants.SERVICE_RANKING)).isEqualTo(context.getService(offHeap).rank());
        } else {
            assertThat(services.references(LogProvider.class, "(clfs.provider=offheap)")).isEmpty();
        }
    }

    @Test
    public void whoAsksForAnyProviderGetsTheBest() throws InterruptedException {
        String best = hasForeignMemory() ? "offheap" : "default";
        services.awaitReference(LogProvider.class, "(clfs.provider=" + best + ")");

        assertThat(context.getService(context.getServiceReference(LogProvider.class)).name()).isEqualTo(best);
    }

    @Test
    public void aProviderThatIsAServiceKeepsALog() throws Exception {
        LogName name = LogName.of(folder("by-service").resolve("log"));
        for (ServiceReference<LogProvider> reference : services.references(LogProvider.class, "(clfs.provider=*)")) {
            try (LogFile log = context.getService(reference).open(name, OpenOptions.openAlways())) {
                if (log.containers().list().isEmpty()) {
                    log.containers().add(2, 1 << 20);
                }
                try (LogStream stream = log.stream()) {
                    Records.append(stream, "of " + reference.getProperty("clfs.provider"));
                }
            }
        }
        try (LogFile log = services.get(LogProvider.class, "(clfs.provider=default)").open(name, OpenOptions.openExisting());
                LogStream stream = log.stream()) {
            assertThat(Records.read(stream))
                    .containsExactlyElementsOf(hasForeignMemory() ? List.of("of offheap", "of default") : List.of("of default"));
        }
    }

    @Test
    public void allocatorsAreServicesByName() throws InterruptedException {
        services.await(BlockAllocator.class, "(clfs.allocator=netty)");
        Set<String> offered = new TreeSet<>();
        services.references(AllocatorProvider.class, "(clfs.allocator=*)").forEach(reference -> {
            String name = (String) reference.getProperty("clfs.allocator");
            assertThat(context.getService(reference).name()).isEqualTo(name);
            offered.add(name);
        });
        assertThat(offered).contains("heap", "direct", "netty");
        if (hasForeignMemory()) {
            assertThat(offered)
                    .contains("posix_memalign", "jemalloc", "mimalloc", "mmap", "mmap-locked", "mmap-huge", "hugetlb");
        }
    }

    @Test
    public void allocatorsThatWorkHereHandOutBlocks() throws InterruptedException {
        services.await(BlockAllocator.class, "(clfs.allocator=netty)");
        for (ServiceReference<AllocatorProvider> offer : services.references(AllocatorProvider.class, "(clfs.allocator=*)")) {
            AllocatorProvider provider = context.getService(offer);
            String filter = "(clfs.allocator=" + provider.name() + ")";
            boolean works = provider.obstacle().isEmpty();
            assertThat(services.reference(BlockAllocator.class, filter).isPresent())
                    .as(provider.name())
                    .isEqualTo(works);
            if (works) {
                BlockAllocator allocator = services.get(BlockAllocator.class, filter);
                ByteBuffer block = allocator.allocate(PoolType.NON_PAGED, 512, 1, PoolTag.DEFAULT);
                assertThat(block.capacity()).as(provider.name()).isGreaterThanOrEqualTo(512);
                allocator.free(block);
            }
        }
    }

    @Test
    public void anAllocatorSaysWhatItPromises() throws InterruptedException {
        assertThat(services.awaitReference(BlockAllocator.class, "(clfs.allocator=direct)").getProperty("clfs.traits"))
                .isEqualTo(new String[] {"direct"});
        if (hasForeignMemory()) {
            assertThat(services.awaitReference(BlockAllocator.class, "(clfs.allocator=mmap)").getProperty("clfs.traits"))
                    .isEqualTo(new String[] {"direct", "revoked"});
        }
    }

    @Test
    public void serviceLoaderFindsProvidersAndAllocatorsThroughTheMediator() {
        Set<String> providers = new TreeSet<>();
        LogProvider.available().forEach(provider -> providers.add(provider.name()));
        assertThat(providers).isEqualTo(hasForeignMemory() ? Set.of("default", "offheap") : Set.of("default"));
        Set<String> allocators = new TreeSet<>();
        BlockAllocators.all().forEach(provider -> allocators.add(provider.name()));
        assertThat(allocators).contains("heap", "direct", "netty");
        assertThat(allocators.contains("mmap")).isEqualTo(hasForeignMemory());
    }

    @Test
    public void aBundleThatKnowsNoServiceKeepsALogByServiceLoader() throws Exception {
        Path path = folder("by-service-loader").resolve("log");
        System.setProperty(VisitorActivator.LOG, path.toString());
        Bundle components = bundleOf("org.apache.felix.scr");
        components.stop();
        try {
            assertThat(services.references(LogProvider.class, "(clfs.provider=*)")).as("components' services").isEmpty();
            Bundle visitor = context.installBundle("visitor", visitor());

            visitor.start();

            assertThat(System.getProperty(VisitorActivator.READ)).isEqualTo("by ServiceLoader");
            visitor.uninstall();
        } finally {
            components.start();
            System.clearProperty(VisitorActivator.LOG);
            System.clearProperty(VisitorActivator.READ);
        }
        LogProvider provider = services.await(LogProvider.class, "(clfs.provider=default)");
        try (LogFile log = provider.open(LogName.of(path), OpenOptions.openExisting());
                LogStream stream = log.stream()) {
            assertThat(Records.read(stream)).containsExactly("by ServiceLoader");
        }
    }

    private static ByteArrayInputStream visitor() throws IOException {
        Manifest manifest = manifest("visitor", "org.osgi.framework,org.clfs4j,org.clfs4j.error");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_ACTIVATOR, VisitorActivator.class.getName());
        String entry = VisitorActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = VisitorActivator.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    public void whoWatchesOverLogsIsLeftOutWhereItsLibraryIsMissingAndNothingElseIs() throws Exception {
        Map<String, String> libraries =
                Map.of("clfs4j-events", "org.osgi.service.event", "clfs4j-health", "org.apache.felix.hc.api");
        for (Map.Entry<String, String> each : libraries.entrySet()) {
            Bundle watcher = context.installBundle(jar("watchers/" + each.getKey()).toUri().toString());
            try {
                if (isExported(each.getValue())) { // Karaf has Event Admin
                    watcher.start();
                } else {
                    assertThatThrownBy(watcher::start).isInstanceOf(BundleException.class).hasMessageContaining(each.getValue());
                }
            } finally {
                watcher.uninstall();
            }
        }
        Bundle beans = context.installBundle(jar("watchers/clfs4j-jmx").toUri().toString());
        beans.start();
        ObjectName memory = new ObjectName("org.clfs4j:type=Memory");
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(memory)).isTrue();
        beans.uninstall();
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(memory)).isFalse();
    }

    private boolean isExported(String name) {
        return Arrays.stream(context.getBundles())
                .flatMap(bundle -> bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PACKAGE_NAMESPACE).stream())
                .anyMatch(capability -> name.equals(capability.getAttributes().get(PACKAGE_NAMESPACE)));
    }

    @Test
    public void theEngineAndTheToolAreRefusedToStrangers() throws Exception {
        List<String> engine = List.of("org.clfs4j.core", "org.clfs4j.core.io", "org.clfs4j.core.marshal", "org.clfs4j.nio");
        List<String> tool = List.of("org.clfs4j.cli", "org.clfs4j.cli.console", "org.clfs4j.cli.record", "org.clfs4j.json");
        for (String kept : Stream.of(engine, tool, List.of(OSGI, GOGO)).flatMap(List::stream).toList()) {
            Bundle stranger = context.installBundle("stranger:" + kept, bundleThatImports(kept));
            try {
                assertThatThrownBy(stranger::start).isInstanceOf(BundleException.class).hasMessageContaining(kept);
            } finally {
                stranger.uninstall();
            }
        }
    }

    @Test
    public void theContractsAreGivenToAll() throws Exception {
        Bundle client = context.installBundle("client", bundleThatImports("org.clfs4j,org.clfs4j.error,org.clfs4j.allocator"));
        client.start();
        assertThat(client.getState()).isEqualTo(Bundle.ACTIVE);
        client.uninstall();
    }

    private static ByteArrayInputStream bundleThatImports(String packages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest("stranger", packages)).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Manifest manifest(String symbolicName, String packages) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        headers.putValue(Constants.IMPORT_PACKAGE, packages);
        return manifest;
    }
}
