package org.clfs4j.inspect;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told how far a long task has got.
 *
 * @threading called by the thread that runs the task
 */
@FunctionalInterface
@ConsumerType
public interface ProgressListener {

    /** Ignores progress. */
    ProgressListener NONE = (done, total) -> {};

    /**
     * Some more is done.
     *
     * @param doneBytes bytes done so far
     * @param totalBytes bytes to do in all, as far as known
     */
    void progress(long doneBytes, long totalBytes);
}
