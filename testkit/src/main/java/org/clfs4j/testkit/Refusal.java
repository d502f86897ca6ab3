package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;
import org.clfs4j.error.LogVersionException;

/** What a refused call looks like: the type and status that are due, and one sentence that names what it must. */
final class Refusal {

    private static final Map<LogCategory, Class<? extends LogException>> TYPES = Map.of(
            LogCategory.FULL, LogFullException.class,
            LogCategory.DAMAGED, LogDamagedException.class,
            LogCategory.VERSION, LogVersionException.class,
            LogCategory.IN_USE, LogInUseException.class,
            LogCategory.STORAGE, LogFailedException.class,
            LogCategory.RESOURCES, LogResourceException.class,
            LogCategory.USAGE, LogUsageException.class);

    private Refusal() {}

    /** Asserts that a call is refused with a status, in one sentence that contains each of the mentions. */
    static LogException refused(LogStatus status, ThrowingCallable call, Object... mentions) {
        return check(status, Assertions.catchThrowable(call), mentions);
    }

    /** Asserts that a stage fails with a status, in one sentence that contains each of the mentions. */
    static LogException refused(LogStatus status, CompletionStage<?> stage, Object... mentions) {
        Throwable thrown = stage.<Throwable>handle((value, failure) -> failure)
                .toCompletableFuture()
                .join();
        return check(status, thrown instanceof CompletionException ? thrown.getCause() : thrown, mentions);
    }

    private static LogException check(LogStatus status, Throwable thrown, Object... mentions) {
        assertThat(thrown).as("refusal with %s", status).isInstanceOf(LogException.class);
        LogException refusal = (LogException) thrown;
        assertThat(refusal.status()).as("status of: %s", refusal).isEqualTo(status);
        assertThat(refusal).isInstanceOf(TYPES.get(status.category()));
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
        for (Object mention : mentions) {
            assertThat(refusal.getMessage()).contains(String.valueOf(mention));
        }
        return refusal;
    }
}
