package org.clfs4j.core.container;

import org.clfs4j.error.LogException;

/**
 * Keeps a removal from taking a container that is about to be used, or space that was promised.
 *
 * @threading safe for concurrent use
 */
public interface SpaceGuard {

    /** What is done while nobody takes space. */
    @FunctionalInterface
    interface Action {
        /** Does it. */
        void run() throws LogException;
    }

    /** Runs an action while no free container is taken into use and no space is promised. */
    void undisturbed(Action action) throws LogException;

    /**
     * Tells whether free containers can go without taking space that was promised; asked in {@link #undisturbed}.
     *
     * @param containers how many free ones go
     */
    default boolean maySpare(int containers) {
        return true;
    }
}
