package org.clfs4j.cli.record;

import java.io.IOException;

/** A line is longer than a record can be. */
public final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param line the number of the line, from 1
     * @param limit bytes of the longest line that is accepted
     */
    public LineTooLongException(long line, int limit) {
        super("line " + line + " is longer than " + limit
                + " bytes, the most that one record can hold; use --chunk to cut" + " the input into pieces");
    }
}
