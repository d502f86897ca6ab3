package org.clfs4j.error;

/**
 * A block, file or disk space could not be had; nothing was changed.
 *
 * <p>Free what is missing and repeat the call.
 */
public final class LogResourceException extends LogException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param status a status of category {@link LogCategory#RESOURCES}
     * @param message one sentence: what, where, expected and found
     */
    public LogResourceException(LogStatus status, String message) {
        this(status, message, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param status a status of category {@link LogCategory#RESOURCES}
     * @param message one sentence: what, where, expected and found
     * @param cause what led to it, or {@code null}
     */
    public LogResourceException(LogStatus status, String message, Throwable cause) {
        super(status, LogCategory.RESOURCES, message, cause);
    }
}
