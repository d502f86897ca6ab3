package org.clfs4j.error;

/**
 * The log was written in a format that this implementation does not know.
 *
 * <p>Nothing was changed; open the log with a newer version of clfs4j.
 */
public final class LogVersionException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#VERSION}
     * @param message one sentence: what, where, expected and found
     */
    public LogVersionException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#VERSION}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogVersionException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.VERSION, message, cause);
    }
}
