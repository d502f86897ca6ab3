package org.clfs4j.core.marshal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.clfs4j.core.format.Place;

/**
 * Group commit that is clocked by itself: whoever finds no group under way leads one, and all that wait for it ride
 * along. There is no timer, so nobody waits longer than for the group under way and the next one.
 *
 * <pre>
 *   await(lane, bound) ── durable? ──▶ return
 *        │ no: nobody leads?  ──▶ lead: flusher.flush() ──▶ wake the served of all lanes ──▶ hand over
 *        └ somebody leads     ──▶ park until woken
 * </pre>
 *
 * <p>It knows lanes with bounds that grow, and nothing of logs; one group serves all lanes. While a leader wakes those whom
 * its group has served, others rarely begin the next group, so that more of the woken come back in time for it.
 *
 * <p>While nobody leads, one of those who wait is awake, if there are any: whoever stops leading wakes one, and so does
 * whoever was woken and goes without leading.
 *
 * @threading safe for concurrent use
 */
final class GroupCommit {

    /** Writes one group. */
    interface Flusher {

        /**
         * Makes what is queued durable, at best as far as each lane is asked for, and moves the lanes; called by one thread
         * at a time.
         *
         * @throws Throwable if that failed; the flusher then reports failure for ever
         */
        void flush() throws Throwable;

        /** Tells whether flushing failed, so that waiting is in vain. */
        boolean failed();

        /** Tells whether a bound is behind all that a lane has, since that was cut; then there is nothing to wait for. */
        default boolean beyond(Lane lane, long bound) {
            return false;
        }
    }

    /** A thread in the list; its owner uses it again once it is out of the list. */
    private static final class Waiter {
        private Lane lane;
        private long bound;
        private Thread thread;
        private volatile boolean waiting;
        private Waiter next;
    }

    /** Nobody leads. */
    private static final int IDLE = 0;

    /** Somebody leads a group. */
    private static final int FLUSHING = 1;

    /** A group was flushed, and its leader wakes those whom it served. */
    private static final int WAKING = 2;

    private static final int SPARE_WAITERS = 256;

    /** In how many places a thread looks for a spare waiter. */
    private static final int PROBES = 8;

    private final Flusher flusher;
    private final Runnable room;
    private final AtomicInteger phase = new AtomicInteger(IDLE);

    /** How many threads the leader has woken that did not come back yet; a guess, since others come as well. */
    private final AtomicInteger away = new AtomicInteger();

    private final Object waitersLock = new Object();
    private final AtomicReferenceArray<Waiter> spareWaiters = new AtomicReferenceArray<>(SPARE_WAITERS);
    private final ArrayDeque<Thread[]> spareLists = new ArrayDeque<>();
    private Waiter first;
    private Waiter last;

    GroupCommit(Flusher flusher) {
        this(flusher, StackRoom::require);
    }

    /**
     * Creates a group commit.
     *
     * @param room throws what a full stack would make thrown in the middle of a group
     */
    GroupCommit(Flusher flusher, Runnable room) {
        this.flusher = flusher;
        this.room = room;
    }

    /**
     * Waits until everything of a lane below a bound is durable, or flushing has failed; an interrupt is kept and does not
     * end the wait. What was cut out of the lane was durable before.
     *
     * @return whether it is durable, or was before it was cut off
     * @throws Throwable what the flusher threw, to the leader only
     */
    boolean await(Lane lane, long bound) throws Throwable {
        if (!Place.less(lane.durable(), bound)) {
            return true;
        }
        lane.request(bound);
        boolean interrupted = false;
        try {
            while (Place.less(lane.durable(), bound)) {
                boolean cut = lane.wasCut() && flusher.beyond(lane, bound); // a lane is cut when all of it is durable
                if (cut || flusher.failed()) {
                    // A leader may have woken this thread, and no other, to lead the next group.
                    wakeSuccessor();
                    return cut || !Place.less(lane.durable(), bound);
                }
                if (tryLead()) {
                    continue;
                }
                Waiter waiter = enqueue(lane, bound);
                while (waiter.waiting && phase.get() != IDLE) {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
                remove(waiter);
                giveBack(waiter);
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryLead() throws Throwable {
        int seen = phase.get();
        if (seen == FLUSHING || seen == WAKING && !allAreBack()) {
            return false;
        }
        room.run();
        if (!phase.compareAndSet(seen, FLUSHING)) {
            return false;
        }
        try {
            if (!flusher.failed()) {
                flusher.flush();
            }
        } finally {
            handOver();
        }
        return true;
    }

    /**
     * Counts this thread as back, and tells whether all are whom the leader has woken so far. Then they have taken its
     * processor, and the next group need not wait until it gets on.
     */
    private boolean allAreBack() {
        return away.decrementAndGet() <= 0;
    }

    private void handOver() {
        away.set(0);
        phase.set(WAKING);
        try {
            wakeServed();
        } finally {
            if (phase.compareAndSet(WAKING, IDLE)) {
                wakeSuccessor();
                wakeServed(); // who began to wait meanwhile
            }
        }
    }

    /** Runs an action in the place of a group. */
    void whileIdle(Runnable action) {
        room.run();
        int seen = phase.get();
        while (seen == FLUSHING || !phase.compareAndSet(seen, FLUSHING)) {
            Thread.yield();
            seen = phase.get();
        }
        try {
            action.run();
        } finally {
            handOver();
        }
    }

    /** Threads begin to look at different places, so that they rarely meet. */
    private static int spareIndex(Thread thread, int probe) {
        return System.identityHashCode(thread) + probe & SPARE_WAITERS - 1;
    }

    private void giveBack(Waiter waiter) {
        Thread thread = waiter.thread;
        waiter.lane = null;
        waiter.thread = null;
        waiter.next = null;
        for (int probe = 0; probe < PROBES; probe++) {
            if (spareWaiters.compareAndSet(spareIndex(thread, probe), null, waiter)) {
                return;
            }
        }
    }

    private Waiter takeSpare(Thread thread) {
        for (int probe = 0; probe < PROBES; probe++) {
            Waiter spare = spareWaiters.getAndSet(spareIndex(thread, probe), null);
            if (spare != null) {
                return spare;
            }
        }
        return new Waiter();
    }

    private Waiter enqueue(Lane lane, long bound) {
        Thread thread = Thread.currentThread();
        Waiter waiter = takeSpare(thread);
        waiter.lane = lane;
        waiter.bound = bound;
        waiter.thread = thread;
        waiter.waiting = true;
        synchronized (waitersLock) {
            if (last == null) {
                first = waiter;
            } else {
                last.next = waiter;
            }
            last = waiter;
        }
        return waiter;
    }

    /** Takes a waiter that gave up waiting by itself out of the list. */
    private void remove(Waiter waiter) {
        if (!waiter.waiting) {
            return;
        }
        synchronized (waitersLock) {
            Waiter before = null;
            for (Waiter at = first; at != null; before = at, at = at.next) {
                if (at == waiter) {
                    unlink(before, at);
                    return;
                }
            }
        }
    }

    private void unlink(Waiter before, Waiter at) {
        if (before == null) {
            first = at.next;
        } else {
            before.next = at.next;
        }
        if (last == at) {
            last = before;
        }
        at.waiting = false;
    }

    private static boolean served(Waiter waiter) {
        return !Place.less(waiter.lane.durable(), waiter.bound);
    }

    private void wakeServed() {
        int served = 0;
        Thread[] threads;
        boolean all = flusher.failed();
        synchronized (waitersLock) {
            // Another leader may be at work by now, so each takes a list for itself.
            threads = spareLists.isEmpty() ? new Thread[16] : spareLists.pop();
            Waiter before = null;
            Waiter at = first;
            while (at != null) {
                Waiter next = at.next;
                if (all || served(at)) {
                    if (served == threads.length) {
                        threads = Arrays.copyOf(threads, 2 * served);
                    }
                    threads[served++] = at.thread;
                    unlink(before, at);
                } else {
                    before = at;
                }
                at = next;
            }
        }
        for (int i = 0; i < served; i++) {
            away.incrementAndGet();
            LockSupport.unpark(threads[i]);
            threads[i] = null;
        }
        synchronized (waitersLock) {
            spareLists.push(threads);
        }
    }

    /**
     * Wakes a waiter that leads the next group, unless somebody else was faster, who then hands over in turn; or that finds
     * nothing to wait for and wakes the next.
     */
    private void wakeSuccessor() {
        Thread successor = null;
        synchronized (waitersLock) {
            for (Waiter at = first; at != null && successor == null; at = at.next) {
                if (!served(at)) {
                    successor = at.thread;
                }
            }
        }
        LockSupport.unpark(successor);
    }
}
