package org.clfs4j.testkit.explore;

import java.util.function.Consumer;

/**
 * A thread that explores. Whoever started it looks at it now and then: no state takes longer than a blink, so one that
 * takes a minute is taken for a hang.
 *
 * @threading the thread works; {@link #hangs} and {@link #hang} are for the one who looks
 */
final class Worker extends Thread {

    /** So many looks in a row at the same state mean that it hangs. */
    private static final int PATIENCE = 60;

    private final Consumer<Worker> work;
    private volatile Exploration exploration;
    private StateId lastSeen;
    private int looks;

    /** Creates a daemon, since it cannot be stopped if the log hangs. */
    Worker(int number, Consumer<Worker> work) {
        super("explorer-" + number);
        this.work = work;
        setDaemon(true);
    }

    @Override
    public void run() {
        work.accept(this);
    }

    /** Explores one workload or a part of it, and returns what was wrong, or {@code null}. */
    Finding explore(Exploration next, Consumer<Exploration> how) {
        exploration = next;
        try {
            how.accept(next);
            return null;
        } catch (NoSuchStateException e) {
            throw e;
        } catch (Violation e) {
            return finding(e);
        } catch (RuntimeException | Error e) { // everything that is no failure that a log may have
            return finding(new Violation("an exception that no method of a log may throw: " + e, e));
        }
    }

    private Finding finding(Violation violation) {
        return new Finding(exploration.seed(), exploration.current().toString(), violation);
    }

    Exploration exploration() {
        return exploration;
    }

    /** Looks at the worker, about once a second, and tells whether it hangs. */
    boolean hangs() {
        StateId now = exploration == null ? null : exploration.current();
        looks = now == lastSeen ? looks + 1 : 0;
        lastSeen = now;
        return looks >= PATIENCE;
    }

    Finding hang() {
        Violation hang = new Violation("the log hangs");
        hang.setStackTrace(getStackTrace());
        return finding(hang);
    }
}
