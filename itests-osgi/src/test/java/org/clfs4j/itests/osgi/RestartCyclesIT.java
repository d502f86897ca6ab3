package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clfs4j.LogStream;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolUsage;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;

/** Bundles of providers and allocators that are stopped, started and updated while a log is written. */
public class RestartCyclesIT extends Container {

    private static final int CYCLES = 200;
    private static final int WRITERS = 2;
    private static final Map<String, String> ARTIFACTS = Map.of(
            IMPL_DEFAULT, "clfs4j-impl-default",
            IMPL_OFFHEAP, "clfs4j-impl-offheap",
            ALLOCATOR_NETTY, "clfs4j-allocator-netty");

    /** What happens to a bundle under load. */
    private enum Event {
        STOP_AND_START,
        UPDATE
    }

    @Test
    public void nothingIsLostAndNothingLeaksInTwoHundredCycles() throws Exception {
        Path folder = folder("cycles");
        PoolTag tag = new PoolTag("Cycl");
        Services services = new Services(context);
        Configurations logs = new Configurations(context, configurations);
        Map<String, Object> properties = Map.of(
                "name", folder.resolve("log").toString(),
                "containers", 8,
                "container.size", 8L << 20,
                "allocator", "netty");
        Configuration configuration = logs.create("cycles", properties);
        String filter = "(clfs.pid=" + configuration.getPid() + ")";
        services.await(LogStream.class, filter);
        List<WeakReference<ClassLoader>> oldLoaders = new ArrayList<>();

        Load load = new Load(context, filter, tag, WRITERS);
        try {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                ServiceReference<LogStream> running = services.awaitReference(LogStream.class, filter);
                load.awaitRecordsOf(running);
                Bundle bundle = cycle % 2 == 0 ? bundleOf(ALLOCATOR_NETTY) : providerOf(running);
                Event event = cycle % 4 < 2 ? Event.UPDATE : Event.STOP_AND_START;
                WeakReference<ClassLoader> before = loaderOf(bundle);

                happen(event, bundle);

                if (event == Event.UPDATE) {
                    assertThat(loaderOf(bundle).refersTo(before.get())).as("an update is a new class loader").isFalse();
                    oldLoaders.add(before);
                }
                assertThat(services.references(LogStream.class, filter))
                        .as("%s of %s in cycle %s", event, bundle, cycle)
                        .doesNotContain(running);
            }
        } finally {
            load.end();
        }
        load.assertOnlyRefusedWhatCameTooLate();
        List<String> found = Records.read(services.await(LogStream.class, filter));
        load.assertAllAcknowledgedAre(found);

        logs.delete(configuration);
        bundleOf(OSGI).stop();
        assertThat(PoolUsage.of(tag).allocations()).isPositive();
        assertThat(PoolUsage.of(tag).liveBlocks()).as("blocks that did not come back").isZero();
        assertThat(openFilesIn(folder)).as("descriptors that were not closed").isEmpty();
        assertCleared(oldLoaders);
        bundleOf(OSGI).start();
        System.out.println("RestartCyclesIT in " + System.getProperty(CONTAINER) + ", Java "
                + Runtime.version().feature() + ": " + CYCLES + " cycles, " + load.acknowledged() + " records acknowledged, "
                + found.size() + " found, " + oldLoaders.size() + " class loaders collected");
    }

    private Bundle providerOf(ServiceReference<LogStream> running) {
        return bundleOf(running.getProperty("clfs.provider").equals("offheap") ? IMPL_OFFHEAP : IMPL_DEFAULT);
    }

    private static WeakReference<ClassLoader> loaderOf(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void happen(Event event, Bundle bundle) throws BundleException, IOException {
        if (event == Event.UPDATE) {
            try (InputStream jar = Files.newInputStream(jar(ARTIFACTS.get(bundle.getSymbolicName())))) {
                bundle.update(jar);
            }
        } else {
            bundle.stop();
            bundle.start();
        }
    }

    /** Returns the files that this process has open in a folder; none where the system does not tell. */
    private static List<Path> openFilesIn(Path folder) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        List<Path> open = new ArrayList<>();
        if (Files.isDirectory(descriptors)) {
            try (Stream<Path> all = Files.list(descriptors)) {
                for (Path each : all.toList()) {
                    if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).startsWith(folder)) {
                        open.add(Files.readSymbolicLink(each));
                    }
                }
            }
        }
        return open;
    }

    /** A thread of the log's may live on for some seconds; then nobody may know an old loader any more. */
    private void assertCleared(List<WeakReference<ClassLoader>> loaders) {
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
        long end = System.nanoTime() + Services.PATIENCE.toNanos();
        while (loaders.stream().anyMatch(each -> each.get() != null) && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(loaders.stream().filter(each -> each.get() != null).map(each -> String.valueOf(each.get())))
                .as("class loaders of bundles that were updated, and are known to somebody still")
                .isEmpty();
    }
}
