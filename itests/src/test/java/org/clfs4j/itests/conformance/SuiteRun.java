package org.clfs4j.itests.conformance;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs single tests within this test. */
final class SuiteRun {

    /** Long enough to be no measure of anything: a lie can make a test wait for ever. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Launcher launcher = LauncherFactory.create();

    /** Runs a test, which must be there, and returns what it failed with. */
    Optional<Throwable> failure(Class<?> type, Method test) {
        return failure(type, test, PATIENCE);
    }

    /** As {@link #failure(Class, Method)}; a test that takes longer fails, with something that is no assertion. */
    Optional<Throwable> failure(Class<?> type, Method test, Duration patience) {
        String parameters =
                Arrays.stream(test.getParameterTypes()).map(Class::getName).collect(joining(", "));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, test.getName(), parameters))
                .configurationParameter("junit.jupiter.execution.timeout.testable.method.default", patience.toMillis() + " ms")
                .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                .build();
        List<TestExecutionResult> results = new ArrayList<>();
        launcher.execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier each, TestExecutionResult result) {
                if (each.isTest()) {
                    results.add(result);
                }
            }
        });
        if (results.size() != 1) {
            throw new IllegalStateException(test + " of " + type + " ran " + results.size() + " times, not once");
        }
        return results.get(0).getThrowable();
    }
}
