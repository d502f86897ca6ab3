package org.clfs4j.osgi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The right to use something until it ends, with the rights that were given from it.
 *
 * <pre>
 *   log ──▶ a bundle's file ──▶ a stream that it opened ──▶ an area of that
 *      └──▶ a bundle's stream ──▶ an area of that
 * </pre>
 *
 * <p>When a lease ends, it and all those given from it are told, so that none of them makes another one wait. Then those given
 * from it end, the youngest first, and then itself. One that somebody else is ending is waited for, and one that could not be
 * closed is closed again: when the lease on a log has ended, nothing keeps the log open any more.
 *
 * @threading safe for concurrent use
 */
final class Lease {

    /** Closes what the lease is about, when it ends. */
    @FunctionalInterface
    interface Closing {
        void close() throws LogException;
    }

    /** Makes something of what the lease is about, and gives a lease on it. */
    @FunctionalInterface
    interface Making<T> {
        T make() throws LogException;
    }

    private final Lease parent;
    private final String what;
    private final Runnable ending;
    private final Closing closing;
    private final Gate gate = new Gate();

    /** Those that are not closed yet, the youngest first; it guards itself and who closes them. */
    private final Deque<Lease> given = new ArrayDeque<>();

    private Thread finishing;
    private boolean closed;
    private volatile boolean ended;

    private Lease(Lease parent, String what, Runnable ending, Closing closing) {
        this.parent = parent;
        this.what = what;
        this.ending = ending;
        this.closing = closing;
    }

    /** Creates a lease on something that is not given from anything. */
    static Lease root(String what, Closing closing) {
        return new Lease(null, what, () -> {}, closing);
    }

    /**
     * Gives a lease on something that was just made; it is closed at once if this lease has ended meanwhile.
     *
     * @throws LogException with status {@code INVALID_HANDLE} if this lease has ended
     */
    Lease give(String whatGiven, Closing closingGiven) throws LogException {
        return give(whatGiven, () -> {}, closingGiven);
    }

    /**
     * Gives a lease on something that was just made, as {@link #give(String, Closing)} does.
     *
     * @param endingGiven is called once or more before anything is closed
     */
    Lease give(String whatGiven, Runnable endingGiven, Closing closingGiven) throws LogException {
        Lease lease = new Lease(this, whatGiven, endingGiven, closingGiven);
        synchronized (given) {
            if (!ended) {
                given.push(lease);
                return lease;
            }
        }
        try {
            endingGiven.run();
            closingGiven.close();
        } catch (LogException e) {
            LogException over = over();
            over.addSuppressed(e);
            throw over;
        }
        throw over();
    }

    /**
     * Makes something of what this lease is about: an end that comes meanwhile waits for it, so that it ends it, too.
     *
     * @throws LogException with status {@code INVALID_HANDLE} if this lease is ending or has ended; nothing is made then
     */
    <T> T making(Making<T> making) throws LogException {
        if (!gate.enter()) {
            throw over();
        }
        try {
            return making.make();
        } finally {
            gate.leave();
        }
    }

    /**
     * Refuses what is asked of something whose lease has ended.
     *
     * @throws LogException with status {@code INVALID_HANDLE} if it has
     */
    void require() throws LogException {
        if (ended) {
            throw over();
        }
    }

    private LogException over() {
        return new LogUsageException(LogStatus.INVALID_HANDLE, what + " was closed");
    }

    /**
     * Ends the lease; nothing if it has ended already, or somebody else is ending it.
     *
     * @throws LogException the first thing that could not be closed in order, with the others suppressed; what is open all the
     *     same, such as an area in whose way this thread holds a claim of another, is closed when this is called again, or what
     *     the lease was given from ends
     */
    void end() throws LogException {
        tellThatItIsEnding();
        finish(false);
    }

    private void tellThatItIsEnding() {
        gate.shut();
        gate.awaitEmpty();
        List<Lease> told;
        synchronized (given) {
            told = new ArrayList<>(given);
        }
        told.forEach(Lease::tellThatItIsEnding);
        ending.run();
    }

    /**
     * Ends those given from it, and itself, unless that is done.
     *
     * @param waits whether somebody else who is doing that is waited for; only what it was given from waits, so that no two wait
     *     for each other
     */
    private void finish(boolean waits) throws LogException {
        List<Lease> last;
        synchronized (given) {
            ended = true;
            if (waits) {
                awaitFinished();
            }
            if (closed || finishing != null) {
                return;
            }
            finishing = Thread.currentThread();
            last = new ArrayList<>(given);
        }
        boolean done = false;
        try {
            close(last);
            done = true;
        } finally {
            synchronized (given) {
                closed = done;
                finishing = null;
                given.notifyAll();
            }
            if (done && parent != null) {
                parent.forget(this);
            }
        }
    }

    private void close(List<Lease> last) throws LogException {
        AtomicReference<LogException> failure = new AtomicReference<>();
        for (Lease lease : last) {
            attempt(() -> lease.finish(true), failure);
        }
        attempt(closing, failure);
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** An interrupt is kept. */
    private void awaitFinished() {
        boolean interrupted = false;
        while (finishing != null && finishing != Thread.currentThread()) {
            try {
                given.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Lease lease) {
        synchronized (given) {
            given.remove(lease);
        }
    }

    private static void attempt(Closing closing, AtomicReference<LogException> failure) {
        try {
            closing.close();
        } catch (LogException e) {
            if (!failure.compareAndSet(null, e)) {
                failure.get().addSuppressed(e);
            }
        }
    }
}
