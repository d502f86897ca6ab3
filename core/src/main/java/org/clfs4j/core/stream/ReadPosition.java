package org.clfs4j.core.stream;

import java.util.Optional;
import org.clfs4j.error.LogStatus;

/**
 * Where a read context is.
 *
 * <pre>
 *   BEFORE ──next──▶ AT_RECORD ◀──next, something has come── AT_END
 *     ▲                │    │ └──────next, forward──────────────▲
 *     │                │    └─next, the chain has no more──▶ END_OF_CHAIN
 *     │                └──────next, what it leads to is given up──▶ BELOW_START
 *     └── damage is skipped, from anywhere
 * </pre>
 *
 * @threading immutable
 */
enum ReadPosition {
    /** Nothing was looked for since it was opened, or since damage was skipped. */
    BEFORE(Optional.empty()),

    /** There is a current record. */
    AT_RECORD(Optional.empty()),

    /** Behind the last record that it can see; more may come. */
    AT_END(Optional.of(LogStatus.END_OF_FILE)),

    /** The record shown last leads to no other one. */
    END_OF_CHAIN(Optional.of(LogStatus.END_OF_FILE)),

    /** The record shown last leads to one that is older than all that are kept. */
    BELOW_START(Optional.of(LogStatus.START_OF_LOG));

    private final Optional<LogStatus> end;

    ReadPosition(Optional<LogStatus> end) {
        this.end = end;
    }

    /** Returns why there is no current record; empty if there is one, or none was looked for. */
    Optional<LogStatus> end() {
        return end;
    }

    /** Tells whether what was not found can still come. */
    boolean moreMayCome() {
        return this == AT_END;
    }
}
