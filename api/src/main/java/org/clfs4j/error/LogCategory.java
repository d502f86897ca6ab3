package org.clfs4j.error;

/**
 * What a caller can do about a {@link LogStatus}.
 *
 * <p>Each category has one exception type, so that programs can catch what they can handle.
 *
 * @threading immutable
 */
public enum LogCategory {
    /** The log is full: advance the base or add containers, then repeat. Thrown as {@link LogFullException}. */
    FULL,

    /** Stored bytes are damaged or foreign: nothing was changed; restore, or read around the damage. Thrown as {@link LogDamagedException}. */
    DAMAGED,

    /** The format is newer than this implementation: use a newer one. Thrown as {@link LogVersionException}. */
    VERSION,

    /** Somebody else holds the log: wait, or open it for reading only. Thrown as {@link LogInUseException}. */
    IN_USE,

    /** Storage failed: close the log and open it again; recovery keeps everything acknowledged. Thrown as {@link LogFailedException}. */
    STORAGE,

    /** Memory, blocks or disk space are missing: free some, then repeat. Thrown as {@link LogResourceException}. */
    RESOURCES,

    /** The call itself is wrong: mend it. Thrown as {@link LogUsageException}. */
    USAGE
}
