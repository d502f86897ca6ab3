package org.clfs4j.cli.console;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the log library's messages to programs off the screen of people.
 *
 * <p>What matters to them is in the results: recovery reports, notes and exceptions.
 */
public final class QuietLogging {

    /** Held, because java.util.logging forgets the level of a logger that nobody refers to. */
    private static final Logger LIBRARY = Logger.getLogger("org.clfs4j");

    private QuietLogging() {}

    /** Lets no message through. */
    public static void start() {
        LIBRARY.setLevel(Level.OFF);
    }
}
