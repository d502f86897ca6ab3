package org.clfs4j.error;

import java.io.IOException;

/**
 * The root of everything that a log operation throws about the log.
 *
 * <p>Each of the few subclasses answers what the caller can do now; the {@link LogStatus} says what happened in CLFS's
 * words. Null arguments are answered with {@link NullPointerException}.
 */
public abstract sealed class LogException extends IOException
        permits LogFullException,
                LogDamagedException,
                LogVersionException,
                LogInUseException,
                LogFailedException,
                LogResourceException,
                LogUsageException {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    private final LogStatus status;

    LogException(LogStatus status, LogCategory category, String message, Throwable cause) {
        super(message, cause);
        if (status.category() != category) {
            throw new IllegalArgumentException(status + " is no status of category " + category);
        }
        this.status = status;
    }

    /**
     * Returns what happened.
     *
     * @return the status
     */
    public final LogStatus status() {
        return status;
    }

    /**
     * Creates the exception that belongs to a status.
     *
     * @param status what happened
     * @param message one sentence: what, where, expected and found
     * @return an exception of the type that the status's category names
     */
    public static LogException of(LogStatus status, String message) {
        return of(status, message, null);
    }

    /**
     * Creates the exception that belongs to a status, with what led to it.
     *
     * @param status what happened
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     * @return an exception of the type that the status's category names
     */
    public static LogException of(LogStatus status, String message, Throwable cause) {
        return switch (status.category()) {
            case FULL -> new LogFullException(status, message, cause);
            case DAMAGED -> new LogDamagedException(status, message, cause);
            case VERSION -> new LogVersionException(status, message, cause);
            case IN_USE -> new LogInUseException(status, message, cause);
            case STORAGE -> new LogFailedException(status, message, cause);
            case RESOURCES -> new LogResourceException(status, message, cause);
            case USAGE -> new LogUsageException(status, message, cause);
        };
    }
}
