package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.testkit.explore.Ledger.Entry;

/**
 * Looks for crash states from which a log does not recover as promised.
 *
 * <p>One workload after the other, each from the next seed, until enough states were explored or something was found.
 * Everything about a workload follows from its seed, and the report from the first seed and the number of states; only the
 * time depends on the threads. A log that hangs is found too.
 *
 * @threading confined to one thread, which starts others while {@link #run} works
 */
public final class Explorer {

    private final Subject subject;
    private final long firstSeed;
    private final long wantedStates;
    private long lookMillis = 1000;

    /**
     * Prepares an exploration.
     *
     * @param subject what is explored
     * @param firstSeed the first workload's seed
     * @param wantedStates how many states at least; the last workload is finished
     */
    public Explorer(Subject subject, long firstSeed, long wantedStates) {
        this.subject = subject;
        this.firstSeed = firstSeed;
        this.wantedStates = wantedStates;
    }

    /** Looks at its threads more or less often than once a second, and so has more or less patience with a hang. */
    Explorer lookingEvery(long millis) {
        lookMillis = millis;
        return this;
    }

    /**
     * Explores.
     *
     * @param threads how many threads do it
     * @return what was found
     * @throws InterruptedException if the calling thread is interrupted; then the others still end
     */
    public ExplorerReport run(int threads) throws InterruptedException {
        Ledger ledger = new Ledger(firstSeed, wantedStates);
        return work(ledger, threads, worker -> {
            for (OptionalLong seed = ledger.take(); seed.isPresent(); seed = ledger.take()) {
                long own = seed.getAsLong();
                Exploration exploration = new Exploration(subject, own, () -> ledger.covers(own));
                Finding finding = worker.explore(exploration, Exploration::run);
                finish(ledger, exploration, finding);
            }
        });
    }

    /**
     * Explores one state of the first seed's workload alone.
     *
     * @param state the state, as a {@link Finding} names it
     * @param story is told line by line what was done to storage, and what each power cut took away
     * @return what was found
     * @throws NoSuchStateException if the workload has no such state
     * @throws IllegalArgumentException if that is no state's name
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ExplorerReport replay(String state, Consumer<String> story) throws InterruptedException {
        StateId id = StateId.parse(state);
        Ledger ledger = new Ledger(firstSeed, 1);
        NoSuchStateException[] unknown = new NoSuchStateException[1];
        ExplorerReport report = work(ledger, 1, worker -> {
            Exploration exploration = new Exploration(subject, firstSeed, () -> true);
            try {
                finish(ledger, exploration, worker.explore(exploration, each -> each.replay(id, story)));
            } catch (NoSuchStateException e) {
                unknown[0] = e;
            }
        });
        if (unknown[0] != null) {
            throw unknown[0];
        }
        return report;
    }

    private static void finish(Ledger ledger, Exploration exploration, Finding finding) {
        ledger.finished(
                exploration.seed(),
                new Entry(exploration.states(), exploration.fingerprint(), exploration.coverage(), finding));
    }

    private ExplorerReport work(Ledger ledger, int threads, Consumer<Worker> work) throws InterruptedException {
        long started = LogClock.SYSTEM.nanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Worker worker = new Worker(i, work);
            worker.start();
            workers.add(worker);
        }
        try {
            watch(ledger, workers);
        } catch (InterruptedException e) {
            ledger.stop();
            throw e;
        }
        return ledger.report(LogClock.SYSTEM.nanos() - started);
    }

    /** Waits until all workers have ended or hang. */
    private void watch(Ledger ledger, List<Worker> workers) throws InterruptedException {
        while (!workers.isEmpty()) {
            workers.get(0).join(lookMillis);
            for (Worker worker : List.copyOf(workers)) {
                if (!worker.isAlive()) {
                    workers.remove(worker);
                } else if (worker.hangs()) {
                    workers.remove(worker);
                    Exploration hanging = worker.exploration();
                    ledger.finished(hanging.seed(), new Entry(0, 0, new Coverage(), worker.hang()));
                }
            }
        }
    }
}
