package org.clfs4j;

/**
 * What to do if the log exists, and if it does not.
 *
 * @threading immutable
 */
public enum Disposition {
    /** Create the log; fail if it exists. */
    CREATE_NEW,

    /** Open the log; fail if it does not exist. */
    OPEN_EXISTING,

    /** Open the log, or create it if it does not exist. */
    OPEN_ALWAYS
}
