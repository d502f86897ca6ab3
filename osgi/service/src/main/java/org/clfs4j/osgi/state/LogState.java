package org.clfs4j.osgi.state;

import java.util.Locale;

/**
 * What can become of a configuration that asks for a log.
 *
 * @threading immutable
 */
public enum LogState {
    /** The configuration is acceptable; the provider or the allocator that it names is not there. */
    WAITING,

    /** The configuration is not acceptable; nothing is opened. */
    REFUSED,

    /** The log could not be opened; this is tried again when what it is opened with changes. */
    OPEN_FAILED,

    /** The log is open, and its services are there. */
    OPENED,

    /** The log is open, and has refused a record for want of room. */
    FULL,

    /** The log is open, and has taken a record that is as large as the one that it had refused. */
    HAS_ROOM,

    /** The log is open, but its storage has failed: it takes nothing more until it is opened again. */
    FAILED,

    /** The log is closed, and its services have gone. */
    CLOSED;

    /**
     * Tells whether the log is open, in whatever condition.
     *
     * @return true if its services are there
     */
    public boolean isOpen() {
        return this == OPENED || this == FULL || this == HAS_ROOM || this == FAILED;
    }

    /**
     * Writes the state as the service property {@value ConfiguredLogState#STATE} has it.
     *
     * @return the name in lower case, words separated by hyphens
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
