package org.clfs4j.itests.osgi;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.testkit.ConformanceSuite;
import org.clfs4j.testkit.CrashableLogConformance;
import org.clfs4j.testkit.SimCrashableStorage;
import org.clfs4j.testkit.sim.PowerCut;
import org.junit.Before;
import org.junit.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.osgi.framework.Constants;

/**
 * The conformance suite in the framework, against the provider that is the best service.
 *
 * <p>The classes of the suite are made concrete here: one gets the service; one that needs storage that crashes gets the engine
 * of the framework on the simulated disk. Seeded tests run with one seed, a new one each time.
 */
public class ConformanceIT extends Container {

    private static final String RESULTS = "clfs4j.conformance.results";
    private static final String BUILD = "clfs4j.conformance.build";

    private LogProvider provider;

    @Override
    @Configuration
    public Option[] bundles() {
        return with(jarsIn("conformance"), super.bundles());
    }

    /** The probe is a friend of the engine: it puts it on a disk that forgets. */
    @ProbeBuilder
    public TestProbeBuilder friendOfTheEngine(TestProbeBuilder probe) {
        probe.setHeader(
                Constants.DYNAMICIMPORT_PACKAGE,
                "org.clfs4j.core;clfs.internal=engine,org.clfs4j.core.io;clfs.internal=engine,"
                        + "org.junit.platform.commons.*;status=INTERNAL,*");
        return probe;
    }

    @Before
    public void lookAround() throws InterruptedException {
        String best = hasForeignMemory() ? "offheap" : "default";
        provider = new Services(context).await(LogProvider.class, "(clfs.provider=" + best + ")");
    }

    @Test
    public void everyTestOfTheSuiteIsPassedByTheBestService() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("ConformanceIT: seed " + seed);
        System.setProperty("clfs4j.seed", String.valueOf(seed));
        System.setProperty("clfs4j.model.operations", "2000");
        System.setProperty("clfs4j.model.seeds", "2");
        // Some tests start another process, which is on the class path.
        System.setProperty("surefire.test.class.path", classPath());
        Path results = Path.of(System.getProperty(RESULTS));
        Files.deleteIfExists(results);

        List<String> failures = run(results);

        assertThat(failures).isEmpty();
        nameTheContainer(results);
        assertThat(Files.readAllLines(results)).hasSizeGreaterThan(ConformanceSuite.tests().size());
    }

    private List<String> run(Path results) throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> each : ConformanceSuite.classes()) {
            classes.add(concrete(each));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter("clfs4j.conformance.file", results.toString())
                .configurationParameter(BUILD, System.getProperty(BUILD, ""))
                .build();
        LauncherConfig config = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        List<String> failures = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(JupiterTestEngine.class.getClassLoader());
        try {
            LauncherFactory.create(config).execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                        failures.add(test.getUniqueId() + ": " + result.getThrowable());
                        result.getThrowable().ifPresent(Throwable::printStackTrace);
                    }
                }
            });
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        return failures;
    }

    private Class<?> concrete(Class<?> suite) {
        boolean crashes = CrashableLogConformance.class.isAssignableFrom(suite);
        Supplier<Object> subject = crashes ? this::storage : () -> provider;
        return new ByteBuddy()
                .subclass(suite)
                .name(suite.getName() + "Here")
                .method(ElementMatchers.named(crashes ? "storage" : "provider").and(ElementMatchers.isAbstract()))
                .intercept(InvocationHandlerAdapter.of((self, method, arguments) -> subject.get()))
                .make()
                .load(suite.getClassLoader())
                .getLoaded();
    }

    private Object storage() {
        return new SimCrashableStorage(
                environment -> new EngineLogProvider(provider.name(), provider.rank(), environment),
                unforced -> PowerCut.LOSE_ALL);
    }

    private static String classPath() throws IOException {
        Path bundles = jar("clfs4j-api").getParent();
        List<Path> jars = new ArrayList<>();
        for (Path folder : List.of(bundles, bundles.resolve("conformance"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
    }

    /** In the matrix a provider in a framework is an implementation by itself. */
    private void nameTheContainer(Path results) throws IOException {
        String here = System.getProperty(CONTAINER);
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(results)) {
            lines.add(line.replaceFirst("^" + provider.name() + "\t", provider.name() + " in " + here + "\t"));
        }
        Files.write(results, lines);
    }
}
