package org.clfs4j.testkit.sim;

/**
 * One thing that a power cut may take away.
 *
 * @threading immutable
 * @param kind what it is
 * @param file the name that the file had when this was done
 * @param position the offset in the file of what was written; 0 otherwise
 * @param length bytes written, or the file's new size; 0 for a name
 * @param doubtful whether a force of it has failed, so that a later force does not settle it
 */
public record Unforced(Kind kind, String file, long position, long length, boolean doubtful) {

    /** What a disk can lose. */
    public enum Kind {
        /** Bytes written. */
        WRITE,
        /** The size of a new file. */
        SIZE,
        /** A file's creation. */
        NAME,
        /** A file's deletion. */
        DELETION
    }
}
