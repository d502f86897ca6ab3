package org.clfs4j.core.baselog;

import java.util.Optional;

/**
 * What one slot of the base log file was found to be.
 *
 * @param state the verdict
 * @param metadata what it says; present only if {@link State#INTACT}
 * @param reason why it is not intact; empty if it is
 */
public record SlotReading(State state, Optional<Metadata> metadata, String reason) {

    /** The verdict on one slot. */
    public enum State {
        /** The slot is whole and says something sensible. */
        INTACT,

        /** The slot is whole but of a version that is not known here. */
        NEWER,

        /** The slot holds only zeros where its magic should be: never written. */
        EMPTY,

        /** The slot holds anything else. */
        DAMAGED
    }

    static SlotReading intact(Metadata metadata) {
        return new SlotReading(State.INTACT, Optional.of(metadata), "");
    }

    static SlotReading not(State state, String reason) {
        return new SlotReading(state, Optional.empty(), reason);
    }
}
