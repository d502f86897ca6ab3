package org.clfs4j.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.clfs4j.Access;
import org.clfs4j.Disposition;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The logs that this process has open: openings of one log share one writing engine, and respect each other's share
 * modes. A log that is open for reading only is followed on its own.
 *
 * <p>Openings of the same name, a log's or a stream's, respect each other; so a multiplexed log and each of its streams are
 * shared or not on their own. What is marked for deletion or reset is deleted or reset with the last opening of its name; a log
 * with the last opening of all.
 *
 * <pre>
 *   open ─────────────delete──────────────▶ deletion pending: no further opening ──last close──▶ deleted
 *     │                                      ▲
 *     │                                   delete
 *     └──closeAndReset──▶ reset pending ─────┴──last close──▶ reset
 * </pre>
 *
 * <p>A mark keeps the log open for writing, since the last to close may be one that only follows it.
 *
 * @threading safe for concurrent use
 */
final class LogRegistry {

    private static final ConcurrentMap<String, Entry> ENTRIES = new ConcurrentHashMap<>();

    /** The name of the log among those of its streams. */
    private static final Optional<String> LOG = Optional.empty();

    /** What a log or a stream was marked for; the later constant wins. */
    private enum Mark {
        RESET,
        DELETION
    }

    private LogRegistry() {}

    /** Opens a log or a stream, or joins those that have it open. */
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
        private final Map<Optional<String>, Mark> marks = new HashMap<>();
        private SharedLog writable;
        private boolean dead;

        Entry(String identity) {
            this.identity = identity;
        }

        private Opening open(LogOpener opener) throws LogException {
            try {
                LogName name = opener.location().name();
                requireSharable(name, opener.options());
                if (name.streamName().isPresent() && opener.options().disposition() != Disposition.OPEN_EXISTING) {
                    WritableLog.requireStreamName(name.streamName().get()); // before the log is created for it
                }
                SharedLog shared = join(opener);
                return opened(shared, name, opener.options());
            } finally {
                removeIfUnused();
            }
        }

        /** Opens a stream of a log that is open. */
        synchronized Opening openStream(Opening log, String stream, OpenOptions options) throws LogException {
            LogName name = log.name().stream(stream);
            requireSharable(name, options);
            return opened(log.shared(), name, options);
        }

        private Opening opened(SharedLog shared, LogName name, OpenOptions options) throws LogException {
            shared.join();
            boolean done = false;
            try {
                Opening opening = new Opening(this, shared, name, streamOf(shared.log(), name, options), options);
                openings.add(opening);
                done = true;
                return opening;
            } finally {
                if (!done) {
                    leaveQuietly(shared);
                }
            }
        }

        private void leaveQuietly(SharedLog shared) {
            try {
                leave(shared);
            } catch (IOException e) {
                // What made the opening fail is told; nothing was appended since the log was opened.
                shared.log().damage().stop();
            }
        }

        private void requireSharable(LogName name, OpenOptions options) throws LogException {
            if (isToBeDeleted(LOG) || isToBeDeleted(name.streamName())) {
                throw new LogInUseException(
                        LogStatus.DELETE_PENDING,
                        name + " is to be deleted when everybody has closed it, and cannot be opened any more");
            }
            for (Opening other : openings) {
                if (other.name().streamName().equals(name.streamName()) && !other.compatible(options)) {
                    throw new LogInUseException(
                            LogStatus.SHARING_VIOLATION,
                            "Log " + name + " is " + other.describe()
                                    + " in this process, which excludes opening it with access " + options.access()
                                    + " and share " + options.share());
                }
            }
        }

        private SharedLog join(LogOpener opener) throws LogException {
            OpenOptions options = opener.options();
            boolean writes =
                    options.access().contains(Access.WRITE) || options.access().contains(Access.DELETE);
            if (writable == null) {
                opener.prepare();
                if (!writes) {
                    return new SharedLog(opener.openForReading());
                }
                writable = new SharedLog(opener.openForWriting());
            } else {
                requireKind(writable.log(), opener.location().name());
                opener.requireExistingAllowed();
            }
            return writable;
        }

        /** Refuses a name whose form is not that of the log: what a log is was decided when it was created. */
        static void requireKind(OpenLog log, LogName name) throws LogException {
            requireKind(log.kind(), name);
        }

        static void requireKind(LogKind kind, LogName name) throws LogException {
            if (kind == name.kind()) {
                return;
            }
            throw kind == LogKind.DEDICATED
                    ? new LogUsageException(
                            LogStatus.DEDICATED,
                            "Log " + name.path() + " is dedicated for ever and has one unnamed stream; open it without"
                                    + " ::, got " + name)
                    : new LogUsageException(
                            LogStatus.MULTIPLEXED,
                            "Log " + name.path() + " is multiplexed for ever; open it with :: or ::<stream>, got "
                                    + name);
        }

        private static OpenStream streamOf(OpenLog log, LogName name, OpenOptions options) throws LogException {
            if (name.kind() == LogKind.DEDICATED) {
                return log.streams().get(0);
            }
            if (name.streamName().isEmpty()) {
                return null;
            }
            Optional<OpenStream> existing = log.stream(name.streamName().get());
            if (existing.isEmpty()) {
                log.refresh();
                existing = log.stream(name.streamName().get());
            }
            if (existing.isPresent()) {
                if (options.disposition() == Disposition.CREATE_NEW) {
                    throw new LogUsageException(
                            LogStatus.OBJECT_NAME_COLLISION, "Stream " + name + " exists already; open it instead");
                }
                return existing.get();
            }
            if (options.disposition() == Disposition.OPEN_EXISTING) {
                throw new LogUsageException(
                        LogStatus.OBJECT_NAME_NOT_FOUND, "There is no stream " + name + " in the log");
            }
            if (!options.access().contains(Access.WRITE)) {
                throw new LogUsageException(
                        LogStatus.ACCESS_DENIED,
                        "Stream " + name + " does not exist; creating it needs access to write, got "
                                + options.access());
            }
            return ((WritableLog) log).createStream(name.streamName().get());
        }

        private boolean isToBeDeleted(Optional<String> name) {
            return marks.get(name) == Mark.DELETION;
        }

        /** Marks what an opening was opened as for deletion. */
        synchronized void markForDeletion(Opening opening) {
            mark(opening.name().streamName(), Mark.DELETION);
        }

        /** Marks the stream of an opening to be reset. */
        synchronized void markForReset(Opening opening) throws LogException {
            if (opening.stream().resets() >= LogStream.MAX_RESETS) {
                throw new LogResourceException(
                        LogStatus.INSUFFICIENT_RESOURCES,
                        "Stream " + opening.name() + " was reset " + opening.stream().resets()
                                + " times, as often as a stream can be");
            }
            mark(opening.name().streamName(), Mark.RESET);
        }

        private void mark(Optional<String> name, Mark mark) {
            if (marks.isEmpty()) {
                writable.join();
            }
            marks.merge(name, mark, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }

        synchronized void close(Opening opening) throws LogException, IOException {
            openings.remove(opening);
            try {
                carryOutMark(opening.name().streamName());
            } finally {
                try {
                    leave(opening.shared());
                } finally {
                    removeIfUnused();
                }
            }
        }

        /** Does what a name was marked for if nobody has it open any more. */
        private void carryOutMark(Optional<String> name) throws LogException, IOException {
            if (isToBeDeleted(LOG)) {
                if (openings.isEmpty()) {
                    leave(writable); // whoever leaves it last deletes it, with all that its streams were marked for
                }
                return;
            }
            if (openings.stream().anyMatch(other -> other.name().streamName().equals(name))) {
                return;
            }
            Mark mark = marks.remove(name);
            if (mark == null) {
                return;
            }
            try {
                carryOut(mark, (WritableLog) writable.log(), name);
            } finally {
                if (marks.isEmpty()) {
                    leave(writable);
                }
            }
        }

        private static void carryOut(Mark mark, WritableLog log, Optional<String> name) throws LogException {
            WritableStream stream = (WritableStream) log.stream(name.orElse("")).orElseThrow();
            switch (mark) {
                case RESET -> log.resetStream(stream);
                case DELETION -> log.deleteStream(stream);
            }
        }

        private void leave(SharedLog shared) throws LogException, IOException {
            if (!shared.leave()) {
                return;
            }
            if (shared != writable) {
                shared.log().close();
                return;
            }
            writable = null;
            if (isToBeDeleted(LOG)) {
                ((WritableLog) shared.log()).delete();
            } else {
                shared.log().close();
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
