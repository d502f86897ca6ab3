package org.clfs4j.osgi.health;

import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.clfs4j.osgi.state.StateChange;

/** What is to be said of a configuration whose log is not open, or has failed. */
final class StateVerdict {

    private StateVerdict() {}

    /** Says what is wrong; nothing if the log is open, since it is looked at itself then. */
    static Optional<ResultLog.Entry> of(StateChange newest) {
        return switch (newest.state()) {
            case REFUSED, OPEN_FAILED, FAILED -> Optional.of(entry(Result.Status.CRITICAL, newest));
            case WAITING, CLOSED -> Optional.of(entry(Result.Status.TEMPORARILY_UNAVAILABLE, newest));
            case OPENED, FULL, HAS_ROOM -> Optional.empty();
        };
    }

    private static ResultLog.Entry entry(Result.Status status, StateChange newest) {
        return new ResultLog.Entry(status, newest.sentence());
    }
}
