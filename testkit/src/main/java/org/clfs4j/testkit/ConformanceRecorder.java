package org.clfs4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes down what became of each test of the suite, if asked to.
 *
 * <p>The JUnit configuration parameter or system property {@value #FILE} names a file, which is begun anew by the first
 * test of a process. Its first line is {@code build} and the value of {@value #BUILD}, by which a reader knows an old
 * file. Each further line is a test: implementation, Java version, test, ids of its statements, outcome.
 *
 * @threading safe for concurrent use
 */
final class ConformanceRecorder implements TestWatcher {

    private static final String FILE = "clfs4j.conformance.file";
    private static final String BUILD = "clfs4j.conformance.build";

    private static final Set<Path> BEGUN = new HashSet<>();

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        record(context, "failed");
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        record(context, "aborted");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        record(context, "disabled");
    }

    private static void record(ExtensionContext context, String outcome) {
        Optional<String> file = context.getConfigurationParameter(FILE);
        if (file.isPresent()) {
            String build = context.getConfigurationParameter(BUILD).orElse("");
            write(Path.of(file.get()).toAbsolutePath(), build, row(context, outcome));
        }
    }

    private static String row(ExtensionContext context, String outcome) {
        Method test = context.getRequiredTestMethod();
        Statements statements = test.getAnnotation(Statements.class);
        return String.join(
                "\t",
                implementation(context),
                String.valueOf(Runtime.version().feature()),
                ConformanceSuite.name(test),
                statements == null ? "" : String.join(" ", statements.value()),
                outcome);
    }

    /** A test that is disabled, or that failed before it began, may have no provider. */
    private static String implementation(ExtensionContext context) {
        return context.getTestInstance()
                .map(LogVocabulary.class::cast)
                .map(ConformanceRecorder::name)
                .orElse("?");
    }

    private static String name(LogVocabulary test) {
        try {
            return test.provider().name();
        } catch (RuntimeException e) {
            return "?";
        }
    }

    private static void write(Path file, String build, String row) {
        synchronized (BEGUN) {
            try {
                if (BEGUN.add(file)) {
                    Files.createDirectories(file.getParent());
                    Files.write(file, List.of("build\t" + build));
                }
                Files.write(file, List.of(row), StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
