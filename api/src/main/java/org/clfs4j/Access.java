package org.clfs4j;

/**
 * A way of using an open log; also what an opening lets others do at the same time.
 *
 * @threading immutable
 */
public enum Access {
    /** Read records. */
    READ,

    /** Append records, advance the base, add containers. */
    WRITE,

    /** Delete the log or the stream. */
    DELETE
}
