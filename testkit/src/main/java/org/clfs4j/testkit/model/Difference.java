package org.clfs4j.testkit.model;

/** A provider did not do what the model says. */
final class Difference extends AssertionError {

    private static final long serialVersionUID = 1L;

    Difference(String message) {
        super(message);
    }

    Difference(String message, Throwable cause) {
        super(message, cause);
    }

    static void require(boolean holds, String what, Object expected, Object found) {
        if (!holds) {
            throw new Difference(what + ": expected " + expected + ", found " + found);
        }
    }

    static void requireEqual(String what, Object expected, Object found) {
        require(expected.equals(found), what, expected, found);
    }
}
