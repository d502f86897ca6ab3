package org.clfs4j.cli;

import java.util.Locale;
import org.clfs4j.ReadMode;

/** What leads from a record to an older one. */
enum Chain {
    /** Its previous link. */
    PREVIOUS(ReadMode.PREVIOUS),

    /** Its undo-next link. */
    UNDO(ReadMode.UNDO_NEXT),

    /** It is a restart area, and so is the older one. */
    RESTART(ReadMode.FORWARD);

    private final ReadMode mode;

    Chain(ReadMode mode) {
        this.mode = mode;
    }

    /** How a read context is opened at the first record. */
    ReadMode mode() {
        return mode;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
