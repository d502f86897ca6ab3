package org.clfs4j.core;

import java.io.IOException;
import org.clfs4j.Access;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;

/**
 * One opening of a log or of one of its streams, from its open call until the last object that was made from it is closed.
 *
 * @threading safe for concurrent use
 */
final class Opening {

    private final LogRegistry.Entry entry;
    private final SharedLog shared;
    private final LogName name;
    private final OpenStream stream;
    private final OpenOptions options;
    private int users = 1;

    /**
     * Creates an opening.
     *
     * @param stream the stream that the name names, or {@code null} if it is that of a multiplexed log
     */
    Opening(LogRegistry.Entry entry, SharedLog shared, LogName name, OpenStream stream, OpenOptions options) {
        this.entry = entry;
        this.shared = shared;
        this.name = name;
        this.stream = stream;
        this.options = options;
    }

    LogRegistry.Entry entry() {
        return entry;
    }

    SharedLog shared() {
        return shared;
    }

    OpenLog log() {
        return shared.log();
    }

    LogName name() {
        return name;
    }

    /** Returns the stream that the name names; only if it names one. */
    OpenStream stream() {
        return stream;
    }

    /** Tells whether the name names a stream: any but that of a multiplexed log does. */
    boolean ofStream() {
        return stream != null;
    }

    OpenOptions options() {
        return options;
    }

    boolean may(Access wanted) {
        return options.access().contains(wanted);
    }

    /** Tells whether another opening of the same name can exist beside this one. */
    boolean compatible(OpenOptions other) {
        boolean exclusive = options.share().isEmpty() || other.share().isEmpty();
        return !exclusive
                && options.share().containsAll(other.access())
                && other.share().containsAll(options.access());
    }

    /** Tells why another opening cannot exist beside this one. */
    String describe() {
        return "open with access " + options.access() + " and share " + options.share();
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
