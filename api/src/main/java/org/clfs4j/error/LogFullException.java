package org.clfs4j.error;

/**
 * No room was left for a record, and nothing of it was written.
 *
 * <p>Advance the base so that a container becomes free, or add containers, and append again.
 */
public final class LogFullException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#FULL}
     * @param message one sentence: what, where, expected and found
     */
    public LogFullException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#FULL}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogFullException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.FULL, message, cause);
    }
}
