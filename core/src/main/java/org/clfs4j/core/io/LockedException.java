package org.clfs4j.core.io;

import java.io.IOException;

/** Somebody else has the exclusive right to write. */
public final class LockedException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param holder who has it, as far as known, such as {@code process 4711}
     */
    public LockedException(String holder) {
        super(holder);
    }
}
