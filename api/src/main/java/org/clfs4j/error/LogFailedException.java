package org.clfs4j.error;

/**
 * Storage failed, and the log accepts no more writes until it is closed and opened again.
 *
 * <p>A failed force is never retried and believed: what was not acknowledged before may or may not survive. Reopening recovers
 * every acknowledged record.
 */
public final class LogFailedException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#STORAGE}
     * @param message one sentence: what, where, expected and found
     */
    public LogFailedException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#STORAGE}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogFailedException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.STORAGE, message, cause);
    }
}
