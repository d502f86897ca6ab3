package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.LogProvider;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The base of the suite's classes for providers that keep logs in files.
 *
 * <p>Every test gets an empty directory; {@link #provider()} is the one thing that a provider's own test class adds.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LogConformance extends LogVocabulary {

    /** For subclasses. */
    protected LogConformance() {}

    /**
     * Makes the provider under test. It must also be found by {@link LogProvider#load(String)} in another process that
     * has the class path and module path of this one.
     *
     * @return the provider; every call may make a new one
     */
    @Override
    protected abstract LogProvider provider();

    @BeforeEach
    final void useDirectory(@TempDir Path empty) {
        directory = empty;
    }

    /** Asserts that a call is refused, as {@link Refusal#refused} does, and that no file has changed. */
    final void refusedWithoutChange(LogStatus status, ThrowingCallable call, Object... mentions) throws IOException {
        Map<String, String> before = FileBytes.of(directory);
        refused(status, call, mentions);
        assertThat(FileBytes.of(directory)).isEqualTo(before);
    }
}
