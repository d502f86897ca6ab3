package org.clfs4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Something whose life has a table: how it gets into each state, what can happen to it, and how its state is told from outside.
 *
 * <p>One object lives once: it is brought into a state, one event happens, and its state is looked at, which may use it up.
 */
abstract class LifeCycleSubject implements AutoCloseable {

    /** The smallest container there is. */
    static final long CONTAINER = 512L << 10;

    /** Brings it into a state, or is what happens. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    /** What can happen, and in which states. */
    private record Event(Step step, Set<String> states) {}

    final CrashableStorage storage;
    private final Map<String, Step> states = new LinkedHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    LifeCycleSubject(CrashableStorage storage) {
        this.storage = storage;
    }

    /** Adds a state. */
    final void state(String name, Step bring) {
        states.put(name, bring);
    }

    /** Adds an event that can happen in some states, in all if none is given. */
    final void event(String name, Step step, String... in) {
        events.put(name, new Event(step, in.length == 0 ? Set.copyOf(states.keySet()) : Set.of(in)));
    }

    /** Tells in which state it is. */
    abstract String state() throws Exception;

    final Set<String> states() {
        return states.keySet();
    }

    /** Returns every event in every state in which it can happen. */
    final List<String> possible() {
        List<String> possible = new ArrayList<>();
        for (String state : states.keySet()) {
            events.forEach((name, event) -> {
                if (event.states.contains(state)) {
                    possible.add(state + ": " + name);
                }
            });
        }
        return possible;
    }

    final void bring(String state) throws Exception {
        states.get(state).take();
    }

    /** Lets an event happen; tells what it was answered with if that was a refusal. */
    final Optional<String> happen(String event) throws Exception {
        try {
            events.get(event).step.take();
            return Optional.empty();
        } catch (LogException e) {
            return Optional.of(e.status().name());
        } catch (IllegalStateException e) {
            return Optional.of("IllegalStateException");
        }
    }

    final LogProvider provider() {
        return storage.provider();
    }

    /** The name of a dedicated log. */
    final LogName name() {
        return LogName.of(storage.directory().resolve("log"));
    }

    static OpenOptions existing(Access... access) {
        return OpenOptions.openExisting().access(access).checkOldBlocks(false);
    }

    static OpenOptions existingWithAllAccess() {
        return existing(Access.values());
    }

    /** Tells with which status a call is refused, if it is. */
    static Optional<LogStatus> refusal(Step call) throws Exception {
        try {
            call.take();
            return Optional.empty();
        } catch (LogException e) {
            return Optional.of(e.status());
        }
    }

    /** Tells whether a call is refused with a status. */
    static boolean isRefused(LogStatus status, Step call) throws Exception {
        return refusal(call).equals(Optional.of(status));
    }

    /** Tells whether somebody has a log or a stream open. */
    final boolean isOpen(LogName name) throws Exception {
        return isRefused(LogStatus.SHARING_VIOLATION, () -> openAlone(name));
    }

    /** Opens what nobody else has open, and closes it. */
    final void openAlone(LogName name) throws Exception {
        try (LogFile alone = provider().open(name, existing().exclusive())) {
            alone.name();
        }
    }

    static ByteBuffer bytes(String text) {
        return UTF_8.encode(text);
    }

    final <T extends AutoCloseable> T track(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Cuts the power and lets it come back; what was open is lost. */
    final void cutPower() {
        opened.clear();
        storage.crash();
    }

    /** Closes all that is open, youngest first; the first refusal is thrown at the end. */
    final void closeAll() throws Exception {
        LogException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (LogException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes all that is open, whatever it says: it may have failed, or may have lost its storage. */
    @Override
    public final void close() {
        try {
            refusal(this::closeAll);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
