package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What holds for the bundles in every OSGi framework. */
abstract class OsgiContract {

    private static final List<Artifact> RUN_TIME =
            List.of(Artifact.ALLOCATOR_SPI, Artifact.API, Artifact.CORE, Artifact.IMPL_DEFAULT);

    private static final List<String> NETTY = List.of("netty-common.jar", "netty-buffer.jar");
    private static final int JAVA_OF_NATIVE_FUNCTIONS = 25;

    private static final List<Class<?>> LIBRARIES =
            List.of(Test.class, AnnotationSupport.class, TestAbortedException.class, Assertions.class, ByteBuddy.class);

    @TempDir
    Path folder;

    private EmbeddedFramework framework;

    /** Returns how the name of the framework's jar starts. */
    abstract String frameworkName();

    @BeforeEach
    void startFramework() throws IOException, BundleException {
        framework = EmbeddedFramework.start(EmbeddedFramework.jarOf(frameworkName()));
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
    }

    @Test
    void bundlesStart() throws BundleException {
        for (Bundle bundle : installRunTime()) {
            bundle.start();
            assertThat(bundle.getState()).as(bundle.getSymbolicName()).isEqualTo(Bundle.ACTIVE);
        }
    }

    @Test
    void allocatorsStartWhereTheirJavaIs() throws BundleException {
        framework.install(Artifact.ALLOCATOR_SPI.jar());
        for (String netty : NETTY) {
            framework.install(Artifact.FOLDER.resolve(netty));
        }
        Bundle onNetty = framework.install(Artifact.ALLOCATOR_NETTY.jar());
        Bundle onFunctions = framework.install(Artifact.ALLOCATOR_NATIVE.jar());

        onNetty.start();
        assertThat(onNetty.getState()).isEqualTo(Bundle.ACTIVE);
        if (Runtime.version().feature() >= JAVA_OF_NATIVE_FUNCTIONS) {
            onFunctions.start();
            assertThat(onFunctions.getState()).isEqualTo(Bundle.ACTIVE);
        } else {
            assertThatThrownBy(onFunctions::start).isInstanceOf(BundleException.class).hasMessageContaining("osgi.ee");
            assertThat(onFunctions.getState()).isEqualTo(Bundle.INSTALLED);
        }
    }

    @Test
    void logIsKept() throws Exception {
        List<Bundle> bundles = installRunTime();
        Bundle stranger = framework.install(Stranger.bundle(folder, "org.clfs4j,org.clfs4j.error"));
        Object provider = bundles.get(RUN_TIME.indexOf(Artifact.IMPL_DEFAULT))
                .loadClass("org.clfs4j.nio.NioLogProvider")
                .getConstructor()
                .newInstance();

        Object read = stranger.loadClass(Stranger.MAIN_CLASS)
                .getMethod("roundTrip", stranger.loadClass("org.clfs4j.LogProvider"), Path.class)
                .invoke(null, provider, folder);

        assertThat(read).isEqualTo(Stranger.ROUND_TRIP);
    }

    @Test
    void offHeapProviderKeepsALogOrIsLeftOutByAnOlderJava() throws Exception {
        installRunTime();
        Bundle offHeap = framework.install(Artifact.IMPL_OFFHEAP.jar());
        if (!Providers.allWork()) {
            assertThatThrownBy(offHeap::start)
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("osgi.ee");
            assertThat(offHeap.getState()).isEqualTo(Bundle.INSTALLED);
            return;
        }
        offHeap.start();
        assertThat(offHeap.getState()).isEqualTo(Bundle.ACTIVE);
        Bundle stranger = framework.install(Stranger.bundle(folder, "org.clfs4j,org.clfs4j.error"));
        Object provider = offHeap.loadClass("org.clfs4j.offheap.OffHeapLogProvider")
                .getConstructor()
                .newInstance();

        Object read = stranger.loadClass(Stranger.MAIN_CLASS)
                .getMethod("roundTrip", stranger.loadClass("org.clfs4j.LogProvider"), Path.class)
                .invoke(null, provider, folder);

        assertThat(read).isEqualTo(Stranger.ROUND_TRIP);
    }

    @Test
    void testKitResolvesBesideItsLibraries() throws Exception {
        installRunTime();
        for (Class<?> library : LIBRARIES) {
            framework.install(
                    Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        Bundle testkit = framework.install(Artifact.TESTKIT.jar());

        testkit.start();

        assertThat(testkit.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void engineIsRefusedToStrangers() throws BundleException, IOException {
        installRunTime();
        Bundle stranger = framework.install(Stranger.bundle(folder, "org.clfs4j.core"));

        assertThatThrownBy(stranger::start)
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("org.clfs4j.core");
        assertThat(stranger.getState()).isEqualTo(Bundle.INSTALLED);
    }

    @Test
    void engineIsGivenToFriends() throws BundleException, IOException {
        installRunTime();
        Bundle friend = framework.install(Stranger.bundle(folder, "org.clfs4j.core;clfs.internal=engine"));

        friend.start();

        assertThat(friend.getState()).isEqualTo(Bundle.ACTIVE);
    }

    private List<Bundle> installRunTime() throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Artifact artifact : RUN_TIME) {
            bundles.add(framework.install(artifact.jar()));
        }
        return bundles;
    }
}
