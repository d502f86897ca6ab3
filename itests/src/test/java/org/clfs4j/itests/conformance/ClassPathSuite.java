package org.clfs4j.itests.conformance;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.testkit.ConformanceSuite;
import org.clfs4j.testkit.CrashableLogConformance;
import org.clfs4j.testkit.SimCrashableStorage;
import org.clfs4j.testkit.sim.PowerCut;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A program that runs the conformance suite against the provider that it is given by {@link LogProvider#load()}. */
final class ClassPathSuite {

    private final LogProvider provider = LogProvider.load();

    private ClassPathSuite() {}

    public static void main(String[] args) {
        List<String> failures = new ClassPathSuite().failures();
        failures.forEach(System.out::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private List<String> failures() {
        System.out.println("provider " + provider.name() + " in " + provider.getClass().getModule() + " of "
                + provider.getClass().getProtectionDomain().getCodeSource().getLocation());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(ConformanceSuite.classes().stream()
                        .map(this::concrete)
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .build();
        List<String> failures = new ArrayList<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(test.getUniqueId() + ": " + result.getThrowable());
                    result.getThrowable().ifPresent(Throwable::printStackTrace);
                }
            }
        });
        return failures;
    }

    /** Makes a test class of a class of the suite, with the provider or its engine on the simulated disk. */
    private Class<?> concrete(Class<?> suite) {
        boolean crashes = CrashableLogConformance.class.isAssignableFrom(suite);
        Supplier<Object> subject = crashes ? this::storage : () -> provider;
        return new ByteBuddy()
                .subclass(suite)
                .name(suite.getName() + "OnTheClassPath")
                .method(named(crashes ? "storage" : "provider").and(isAbstract()))
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
}
