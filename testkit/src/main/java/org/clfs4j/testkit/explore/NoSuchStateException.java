package org.clfs4j.testkit.explore;

/** A state was named that the workload does not have, perhaps because the log or the explorer has changed since. */
public final class NoSuchStateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NoSuchStateException(String message) {
        super(message);
    }
}
