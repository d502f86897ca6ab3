package org.clfs4j.error;

/**
 * The call does not fit its arguments or the state of the object; nothing was changed.
 *
 * <p>Mend the call; repeating it as it is cannot succeed.
 */
public final class LogUsageException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#USAGE}
     * @param message one sentence: what, where, expected and found
     */
    public LogUsageException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#USAGE}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogUsageException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.USAGE, message, cause);
    }
}
