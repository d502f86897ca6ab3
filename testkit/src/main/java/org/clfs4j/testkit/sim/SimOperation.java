package org.clfs4j.testkit.sim;

/**
 * One change of a simulated disk. The same operations in the same order give the same disk, so a history of them can be
 * replayed up to any point.
 *
 * @threading immutable
 */
public sealed interface SimOperation {

    /**
     * A new file of zeros, with its name.
     *
     * @param name its name
     * @param size bytes
     */
    record Create(String name, long size) implements SimOperation {}

    /**
     * Bytes that went into the cache.
     *
     * @param file the file's number, which tells files apart that had the same name one after the other
     * @param position the offset in the file
     * @param bytes what was written; never changed
     */
    record Write(int file, long position, byte[] bytes) implements SimOperation {

        @Override
        public String toString() {
            return "Write[file=" + file + ", position=" + position + ", length=" + bytes.length + "]";
        }
    }

    /**
     * Made a file's bytes durable.
     *
     * @param file the file's number
     */
    record Force(int file) implements SimOperation {}

    /**
     * A force of a file that failed. Its unforced bytes are counted as clean from now on: no later force writes them.
     *
     * @param file the file's number
     * @param evicted whether the cache forgets them too, and shows from now on what the disk holds
     * @param seed decides, if they are evicted, which of them reached the disk
     */
    record FailedForce(int file, boolean evicted, long seed) implements SimOperation {}

    /**
     * A name removed.
     *
     * @param name the name
     */
    record Delete(String name) implements SimOperation {}

    /** Made all names durable. */
    record ForceDirectory() implements SimOperation {}

    /** A force of the directory that failed; changed names may survive or not, whatever is forced later. */
    record FailedForceDirectory() implements SimOperation {}
}
