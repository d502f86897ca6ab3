package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.clfs4j.core.io.LogClock;

/**
 * Looks for crash states from which a log does not recover as promised.
 *
 * <p>One workload after the other, each from the next seed, until enough states were explored or something was found.
 * Everything about a workload follows from its seed; threads share nothing but the count. A log that hangs is found too:
 * no state takes longer than a blink, so one that takes a minute is taken for a hang.
 *
 * @threading confined to one thread, which starts others while {@link #run} works
 */
public final class Explorer {

    private static final long LOOK_MILLIS = 1000;

    /** So many looks in a row at the same state mean that it hangs. */
    private static final int PATIENCE = 60;

    private final Subject subject;
    private final long firstSeed;
    private final long wantedStates;
    private final AtomicLong nextSeed;
    private final AtomicLong states = new AtomicLong();
    private final List<Finding> findings = new ArrayList<>();
    private long workloads;
    private long fingerprint;

    /**
     * Prepares an exploration.
     *
     * @param subject what is explored
     * @param firstSeed the first workload's seed
     * @param wantedStates how many states at least; workloads that were begun are finished
     */
    public Explorer(Subject subject, long firstSeed, long wantedStates) {
        this.subject = subject;
        this.firstSeed = firstSeed;
        this.wantedStates = wantedStates;
        this.nextSeed = new AtomicLong(firstSeed);
    }

    /**
     * Explores.
     *
     * @param threads how many threads do it
     * @return what was found
     * @throws InterruptedException if the calling thread is interrupted; then the others still end
     */
    public ExplorerReport run(int threads) throws InterruptedException {
        long started = LogClock.SYSTEM.nanos();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Worker worker = new Worker(i);
            worker.start();
            workers.add(worker);
        }
        for (Worker worker : workers) {
            watch(worker);
        }
        return report(started);
    }

    /**
     * Explores one state of the first seed's workload alone.
     *
     * @param state the state, as a {@link Finding} names it; empty for the workload itself
     * @param story is told line by line what was done to storage, and what each power cut took away
     * @return what was found
     */
    public ExplorerReport replay(String state, Consumer<String> story) {
        long started = LogClock.SYSTEM.nanos();
        Exploration exploration = new Exploration(subject, firstSeed, this::count);
        Throwable violation = attempt(() -> exploration.replay(StateId.parse(state), story));
        finished(firstSeed, exploration, violation);
        states.set(1);
        return report(started);
    }

    private synchronized ExplorerReport report(long started) {
        findings.sort(Comparator.comparingLong(Finding::seed));
        return new ExplorerReport(
                states.get(), workloads, LogClock.SYSTEM.nanos() - started, fingerprint, findings);
    }

    private void watch(Worker worker) throws InterruptedException {
        StateId last = null;
        int looks = 0;
        worker.join(LOOK_MILLIS);
        while (worker.isAlive()) {
            Exploration exploration = worker.exploration;
            StateId now = exploration == null ? null : exploration.current();
            looks = now == last ? looks + 1 : 0;
            last = now;
            if (looks == PATIENCE) {
                AssertionError hang = new Violation("the log hangs");
                hang.setStackTrace(worker.getStackTrace());
                finished(worker.seed, exploration, hang);
                return;
            }
            worker.join(LOOK_MILLIS);
        }
    }

    /** Explores one workload after the other; a daemon, since it cannot be stopped if the log hangs. */
    private final class Worker extends Thread {

        private volatile Exploration exploration;
        private volatile long seed;

        Worker(int number) {
            super("explorer-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (states.get() < wantedStates && !found()) {
                seed = nextSeed.getAndIncrement();
                Exploration next = new Exploration(subject, seed, Explorer.this::count);
                exploration = next;
                finished(seed, next, attempt(next::run));
            }
        }
    }

    private boolean count() {
        states.incrementAndGet();
        return !found();
    }

    private synchronized boolean found() {
        return !findings.isEmpty();
    }

    private synchronized void finished(long seed, Exploration exploration, Throwable violation) {
        workloads++;
        fingerprint ^= exploration.fingerprint();
        if (violation != null) {
            findings.add(new Finding(seed, exploration.current().toString(), violation));
        }
    }

    /** Everything that comes out of a log and is no failure that it may have is a violation. */
    private static Throwable attempt(Runnable exploration) {
        try {
            exploration.run();
            return null;
        } catch (Violation e) {
            return e;
        } catch (RuntimeException | Error e) {
            return new Violation("an exception that no method of a log may throw: " + e, e);
        }
    }
}
