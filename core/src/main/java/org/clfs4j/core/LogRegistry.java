package org.clfs4j.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.clfs4j.Access;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogStatus;

/**
 * The logs that this process has open: openings of one log share one writing engine, and respect each other's share
 * modes. A log that is open for reading only is followed on its own.
 *
 * @threading safe for concurrent use
 */
final class LogRegistry {

    private static final ConcurrentMap<String, Entry> ENTRIES = new ConcurrentHashMap<>();

    private LogRegistry() {}

    /** Opens a log, or joins those that have it open. */
    static Opening open(LogOpener opener) throws LogException {
        while (true) {
            Entry entry = ENTRIES.computeIfAbsent(opener.location().identity(), Entry::new);
            synchronized (entry) {
                if (!entry.dead) {
                    return entry.open(opener);
                }
            }
        }
    }

    /** One log of this process. */
    static final class Entry {

        private final String identity;
        private final List<Opening> openings = new ArrayList<>();
        private WritableLog writable;
        private int writableOpenings;
        private boolean dead;

        Entry(String identity) {
            this.identity = identity;
        }

        private Opening open(LogOpener opener) throws LogException {
            try {
                OpenOptions options = opener.options();
                for (Opening other : openings) {
                    if (!other.compatible(options)) {
                        throw new LogInUseException(
                                LogStatus.SHARING_VIOLATION,
                                "Log " + opener.location().name() + " is " + other.describe()
                                        + " in this process, which excludes opening it with access " + options.access()
                                        + " and share " + options.share());
                    }
                }
                Opening opening = new Opening(this, join(opener), options);
                openings.add(opening);
                return opening;
            } finally {
                removeIfUnused();
            }
        }

        private OpenLog join(LogOpener opener) throws LogException {
            boolean writes = opener.options().access().contains(Access.WRITE);
            if (writable == null) {
                opener.prepare();
                if (!writes) {
                    return opener.openForReading();
                }
                writable = opener.openForWriting();
            } else {
                opener.requireExistingAllowed();
            }
            writableOpenings++;
            return writable;
        }

        synchronized void close(Opening opening) throws LogException, IOException {
            openings.remove(opening);
            try {
                if (opening.log() != writable) {
                    opening.log().close();
                    return;
                }
                writableOpenings--;
                if (writableOpenings == 0) {
                    WritableLog closing = writable;
                    writable = null;
                    closing.close();
                }
            } finally {
                removeIfUnused();
            }
        }

        private void removeIfUnused() {
            if (openings.isEmpty()) {
                dead = true;
                ENTRIES.remove(identity, this);
            }
        }
    }
}
