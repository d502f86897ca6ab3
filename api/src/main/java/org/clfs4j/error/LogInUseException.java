package org.clfs4j.error;

/**
 * The log is open elsewhere in a way that excludes this open.
 *
 * <p>Close the other opening, or open for reading only.
 */
public final class LogInUseException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#IN_USE}
     * @param message one sentence: what, where, expected and found
     */
    public LogInUseException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#IN_USE}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogInUseException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.IN_USE, message, cause);
    }
}
