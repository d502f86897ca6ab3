package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a client did and was told, each with the number of storage's next operation at that moment.
 *
 * <p>So the expectation can be told for every moment at which the power could have failed.
 *
 * @threading not thread-safe
 */
final class History {

    private record Event(int operation, Consumer<Expectation> change) {}

    private final List<Event> events = new ArrayList<>();

    /** Notes an event, which must not lie before the one noted last. */
    void note(int operation, Consumer<Expectation> change) {
        if (!events.isEmpty() && events.get(events.size() - 1).operation > operation) {
            throw new IllegalArgumentException("operation " + operation + " lies before the last event");
        }
        events.add(new Event(operation, change));
    }

    /** Goes through a history once. */
    Replay replay(Expectation atFirst) {
        return new Replay(atFirst.forkAt(0));
    }

    /** An expectation on its way through the history. */
    final class Replay {

        private final Expectation expectation;
        private int next;

        private Replay(Expectation expectation) {
            this.expectation = expectation;
        }

        /** Returns what is expected when so many operations were done; to be copied if it is kept. */
        Expectation when(int operations) {
            while (next < events.size() && events.get(next).operation <= operations) {
                events.get(next).change.accept(expectation);
                next++;
            }
            return expectation;
        }
    }
}
