package org.clfs4j.testkit.sim;

/**
 * What goes wrong with one call of storage.
 *
 * <p>A fault that does not fit the call, such as a short write of a force, is an {@link #ERROR}.
 *
 * @threading immutable
 */
public enum Fault {
    /** Nothing. */
    NONE,
    /** The call fails. A failed force leaves everything in the cache, but no later force makes it durable. */
    ERROR,
    /** A force fails, and the cache evicts what was not forced: readers see at once what the disk holds. */
    EVICTING_ERROR,
    /** A write is done in two operations, as when the system took only a part of it at first. */
    SHORT,
    /** A write fails after a part of it was done. */
    PARTIAL,
    /**
     * There is no room: a creation takes its unfinished file away again, which a power cut may undo; a write fails after a
     * part of it was done.
     */
    NO_SPACE,
    /** A write or force is reported as done, and is not: the disk lies. */
    LOST,
    /** A write goes to another place of the file. */
    MISDIRECTED
}
