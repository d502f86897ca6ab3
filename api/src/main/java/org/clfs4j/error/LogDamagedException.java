package org.clfs4j.error;

/**
 * Bytes of the log are damaged, missing or foreign, and what they held cannot be had from them.
 *
 * <p>Nothing was cut or repaired. The message names the place, what was expected and what was found.
 */
public final class LogDamagedException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#DAMAGED}
     * @param message one sentence: what, where, expected and found
     */
    public LogDamagedException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#DAMAGED}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogDamagedException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.DAMAGED, message, cause);
    }
}
