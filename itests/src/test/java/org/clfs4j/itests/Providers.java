package org.clfs4j.itests;

import java.util.Random;
import org.clfs4j.LogProvider;

/** The providers that are built here; with the same files one can go on where another one was killed. */
public final class Providers {

    /** The portable one. */
    public static final String DEFAULT = "default";

    /** The one outside the heap, which needs a newer Java. */
    public static final String OFFHEAP = "offheap";

    private static final int JAVA_OF_OFFHEAP = 25;

    private Providers() {}

    /** Tells whether this Java is new enough for all of them. */
    public static boolean allWork() {
        return Runtime.version().feature() >= JAVA_OF_OFFHEAP;
    }

    /** Returns the name of the one that is best on this Java. */
    public static String best() {
        return allWork() ? OFFHEAP : DEFAULT;
    }

    /** Returns the name of any of those that work on this Java. */
    public static String anyName(Random random) {
        return allWork() && random.nextBoolean() ? OFFHEAP : DEFAULT;
    }

    /** Returns any of those that work on this Java. */
    public static LogProvider any(Random random) {
        return LogProvider.load(anyName(random));
    }
}
