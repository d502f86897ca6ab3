package org.clfs4j.core;

import java.io.IOException;
import java.util.Set;
import org.clfs4j.Access;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;

/**
 * One opening of a log, from its open call until the last object that was made from it is closed.
 *
 * @threading safe for concurrent use
 */
final class Opening {

    private final LogRegistry.Entry entry;
    private final OpenLog log;
    private final Set<Access> access;
    private final Set<Access> share;
    private int users = 1;

    Opening(LogRegistry.Entry entry, OpenLog log, OpenOptions options) {
        this.entry = entry;
        this.log = log;
        this.access = options.access();
        this.share = options.share();
    }

    OpenLog log() {
        return log;
    }

    boolean may(Access wanted) {
        return access.contains(wanted);
    }

    /** Tells whether another opening can exist beside this one. */
    boolean compatible(OpenOptions other) {
        boolean exclusive = share.isEmpty() || other.share().isEmpty();
        return !exclusive && share.containsAll(other.access()) && other.share().containsAll(access);
    }

    /** Tells why another opening cannot exist beside this one. */
    String describe() {
        return "open with access " + access + " and share " + share;
    }

    /** One more object uses the opening. */
    synchronized void retain() {
        users++;
    }

    /** An object that used the opening is closed. */
    void release() throws LogException {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        try {
            entry.close(this);
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Closing the log");
        }
    }
}
