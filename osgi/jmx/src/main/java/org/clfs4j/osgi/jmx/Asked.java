package org.clfs4j.osgi.jmx;

import org.clfs4j.error.LogException;

/** Asks a log for something on behalf of somebody who may not have its classes, not even those of its exceptions. */
final class Asked {

    /** A question to a log. */
    @FunctionalInterface
    interface Question<T> {
        T answer() throws LogException;
    }

    private Asked() {}

    /**
     * Asks.
     *
     * @throws IllegalStateException with the log's own sentence if it refuses
     */
    static <T> T of(Question<T> question) {
        try {
            return question.answer();
        } catch (LogException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
