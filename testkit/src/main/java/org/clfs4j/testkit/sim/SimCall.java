package org.clfs4j.testkit.sim;

/**
 * One call of simulated storage, before it is done.
 *
 * @threading immutable
 * @param kind what is called
 * @param number how many calls of {@linkplain Kind#changes the same sort}, changing or reading, came before it
 * @param file the file's name; empty for the directory
 * @param position the offset in the file of a read or write
 * @param length bytes of a read, a write or a new file
 */
public record SimCall(Kind kind, int number, String file, long position, long length) {

    /** What can be called. */
    public enum Kind {
        /** Asks for a name or all names. */
        LIST(false),
        /** Opens a file. */
        OPEN(false),
        /** Reads bytes or a size. */
        READ(false),
        /** Creates a file. */
        CREATE(true),
        /** Writes bytes. */
        WRITE(true),
        /** Forces a file. */
        FORCE(true),
        /** Deletes a file. */
        DELETE(true),
        /** Forces the directory. */
        FORCE_DIRECTORY(true);

        private final boolean changes;

        Kind(boolean changes) {
            this.changes = changes;
        }

        /**
         * Tells whether the call changes the disk.
         *
         * @return true if it does
         */
        public boolean changes() {
            return changes;
        }
    }
}
