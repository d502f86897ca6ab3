package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever finds no flush under way leads one; the others ride along. */
class GroupCommitTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Gate gate = new Gate();
    private final GroupCommit groups = new GroupCommit(gate);
    private final Lane lane = gate.lane;

    /** A flusher that waits until the test says what it makes durable, or that it fails. */
    private static final class Gate implements GroupCommit.Flusher {
        private final Lane lane = new Lane(0);
        private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
        private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean failed;
        private volatile Runnable onAsked = () -> {};
        private volatile long end = Long.MAX_VALUE;

        @Override
        public void flush() throws Throwable {
            assertThat(inside.incrementAndGet()).as("leaders at once").isEqualTo(1);
            try {
                begun.add(lane.requested());
                Object result = take();
                if (result instanceof Throwable failure) {
                    failed = true;
                    throw failure;
                }
                lane.durable((Long) result);
            } finally {
                inside.decrementAndGet();
            }
        }

        private Object take() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return results.take();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public boolean failed() {
            onAsked.run();
            return failed;
        }

        @Override
        public boolean beyond(Lane asked, long bound) {
            return end < bound;
        }

        long begun() throws InterruptedException {
            Long bound = begun.poll(60, TimeUnit.SECONDS);
            assertThat(bound).as("a flush began").isNotNull();
            return bound;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private Future<Boolean> await(long bound) {
        return threads.submit(awaiting(bound));
    }

    private Callable<Boolean> awaiting(long bound) {
        return () -> {
            try {
                return groups.await(lane, bound);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        };
    }

    private static boolean await(GroupCommit busy, Lane lane, long bound) {
        try {
            return busy.await(lane, bound);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static boolean get(Future<Boolean> waiting) throws Exception {
        return waiting.get(60, TimeUnit.SECONDS);
    }

    /** Starts a thread and returns when it is parked in the group commit. */
    private Thread parked(List<Future<Boolean>> waiting, long bound) throws InterruptedException {
        BlockingQueue<Thread> started = new LinkedBlockingQueue<>();
        waiting.add(threads.submit(() -> {
            started.add(Thread.currentThread());
            return awaiting(bound).call();
        }));
        Thread thread = started.poll(60, TimeUnit.SECONDS);
        while (LockSupport.getBlocker(thread) != groups) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void boundThatIsDurableAlreadyNeedsNoFlush() throws Throwable {
        assertThat(new GroupCommit(gate).await(new Lane(100), 100)).isTrue();
        assertThat(gate.begun).isEmpty();
    }

    @Test
    void boundIsNotReportedBeforeItsFlushReturned() throws Exception {
        Future<Boolean> waiting = await(10);
        assertThat(gate.begun()).isEqualTo(10);
        assertThat(lane.durable()).isZero();
        assertThat(waiting.isDone()).isFalse();

        gate.results.add(10L);

        assertThat(get(waiting)).isTrue();
        assertThat(lane.durable()).isEqualTo(10);
    }

    @Test
    void ridersThatCameDuringAFlushAreServedByOneMore() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        waiting.add(await(1));
        gate.begun();
        for (int bound = 2; bound <= 9; bound++) {
            parked(waiting, bound);
        }

        gate.results.add(1L);
        assertThat(get(waiting.get(0))).isTrue();
        assertThat(gate.begun()).as("the greatest bound asked for").isEqualTo(9);
        assertThat(waiting.subList(1, 9)).noneMatch(Future::isDone);
        gate.results.add(9L);

        for (Future<Boolean> one : waiting) {
            assertThat(get(one)).isTrue();
        }
        assertThat(gate.begun).isEmpty();
    }

    @Test
    void ridersThatTheFlushServedTooReturnWithoutAnother() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        waiting.add(await(1));
        gate.begun();
        parked(waiting, 5);
        parked(waiting, 7);

        gate.results.add(7L);

        for (Future<Boolean> one : waiting) {
            assertThat(get(one)).isTrue();
        }
        assertThat(gate.begun).isEmpty();
    }

    @Test
    void flushThatReachesLessIsFollowedByAnotherUntilTheBoundIsDurable() throws Exception {
        Future<Boolean> waiting = await(30);
        for (long durable = 10; durable <= 30; durable += 10) {
            assertThat(gate.begun()).isEqualTo(30);
            assertThat(waiting.isDone()).isFalse();
            gate.results.add(durable);
        }
        assertThat(get(waiting)).isTrue();
    }

    @Test
    void failureReachesTheLeaderAndWakesAllOthers() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        Future<Boolean> leader = await(1);
        gate.begun();
        for (int bound = 1; bound <= 5; bound++) {
            parked(waiting, bound);
        }
        IOException failure = new IOException("the disk is gone");

        gate.results.add(failure);

        assertThat(leader).failsWithin(Duration.ofSeconds(60))
                .withThrowableOfType(ExecutionException.class)
                .withCause(failure);
        for (Future<Boolean> one : waiting) {
            assertThat(get(one)).isFalse();
        }
        assertThat(lane.durable()).isZero();
        assertThat(get(await(3))).as("after the failure").isFalse();
        assertThat(gate.begun).as("never flushed again").isEmpty();
    }

    @Test
    void whatWasDurableBeforeAFailureStaysDurable() throws Exception {
        Future<Boolean> first = await(4);
        gate.begun();
        gate.results.add(4L);
        assertThat(get(first)).isTrue();
        Future<Boolean> second = await(8);
        gate.begun();
        gate.results.add(new IOException("the disk is gone"));
        assertThat(second).failsWithin(Duration.ofSeconds(60));

        assertThat(get(await(4))).isTrue();
        assertThat(get(await(5))).isFalse();
    }

    @Test
    void interruptOfARiderIsKeptAndDoesNotEndItsWait() throws Exception {
        List<Future<Boolean>> others = new ArrayList<>();
        Future<Boolean> leader = await(1);
        gate.begun();
        AtomicBoolean interrupted = new AtomicBoolean();
        BlockingQueue<Thread> started = new LinkedBlockingQueue<>();
        Future<Boolean> rider = threads.submit(() -> {
            started.add(Thread.currentThread());
            boolean durable = awaiting(2).call();
            interrupted.set(Thread.interrupted());
            return durable;
        });
        Thread thread = started.take();
        parked(others, 2);
        thread.interrupt();
        gate.results.add(1L);
        assertThat(get(leader)).isTrue();
        gate.begun();
        assertThat(rider.isDone()).isFalse();

        gate.results.add(2L);

        assertThat(get(rider)).isTrue();
        assertThat(interrupted).isTrue();
        assertThat(get(others.get(0))).isTrue();
    }

    @Test
    void actionInThePlaceOfAGroupExcludesFlushes() throws Exception {
        Future<Boolean> leader = await(1);
        gate.begun();
        AtomicBoolean ran = new AtomicBoolean();
        Future<?> idle = threads.submit(() -> groups.whileIdle(() -> {
            assertThat(gate.inside).hasValue(0);
            ran.set(true);
        }));
        assertThat(ran).isFalse();

        gate.results.add(1L);

        idle.get(60, TimeUnit.SECONDS);
        assertThat(ran).isTrue();
        assertThat(get(leader)).isTrue();
    }

    @Test
    void failureThatNoLeaderSawReachesAllWhoWait() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        Future<Boolean> leader = await(1);
        gate.begun();
        Thread successor = parked(waiting, 2);
        parked(waiting, 3);
        parked(waiting, 4);
        gate.onAsked = () -> {
            if (Thread.currentThread() == successor) {
                // The leader has handed over and gone when somebody else's write fails.
                assertThat(leader).succeedsWithin(Duration.ofSeconds(60));
                gate.failed = true;
            }
        };

        gate.results.add(1L);

        for (Future<Boolean> one : waiting) {
            assertThat(get(one)).isFalse();
        }
    }

    @Test
    void cutReachesAllWhoWaitForWhatIsNoLongerThere() throws Exception {
        List<Future<Boolean>> waiting = new ArrayList<>();
        Future<Boolean> leader = await(1);
        gate.begun();
        parked(waiting, 7);
        parked(waiting, 8);
        parked(waiting, 9);
        Future<?> cutting = threads.submit(() -> groups.whileIdle(() -> {
            gate.end = 6;
            lane.cutTo(6);
        }));
        gate.results.add(6L);
        assertThat(get(leader)).isTrue();
        while (!cutting.isDone()) {
            // The cut comes now, or behind a group of somebody who waits.
            if (gate.begun.poll() != null) {
                gate.results.add(6L);
            }
            Thread.onSpinWait();
        }
        gate.results.add(6L); // for a group that somebody began before he saw the cut

        for (Future<Boolean> one : waiting) {
            assertThat(get(one)).as("nothing is left that could be made durable").isTrue();
        }
    }

    @Test
    void lsnsBeyondTheSignedRangeAreOrderedAsUnsigned() throws Exception {
        long high = 0x8000_0000_0000_0200L;
        Future<Boolean> waiting = await(high);
        assertThat(gate.begun()).isEqualTo(high);
        gate.results.add(high);

        assertThat(get(waiting)).isTrue();
        assertThat(get(await(0x7FFF_FFFF_0000_0000L))).isTrue();
    }

    @Test
    void nobodyIsForgottenAndNothingIsReportedEarlyUnderLoad() throws Exception {
        long seed = System.nanoTime();
        System.out.println("GroupCommitTest.load seed " + seed);
        AtomicLong flushed = new AtomicLong();
        AtomicInteger leaders = new AtomicInteger();
        AtomicInteger flushes = new AtomicInteger();
        Lane busyLane = new Lane(0);
        GroupCommit busy = new GroupCommit(
                new GroupCommit.Flusher() {
                    @Override
                    public void flush() {
                        if (leaders.incrementAndGet() != 1) {
                            throw new AssertionError("two leaders");
                        }
                        flushes.incrementAndGet();
                        // Sometimes a flush does not reach the bound, as with more than one group queued.
                        long bound = busyLane.requested();
                        long reached = Math.min(bound, flushed.get() + 1 + bound % 50);
                        flushed.set(reached);
                        busyLane.durable(reached);
                        leaders.decrementAndGet();
                    }

                    @Override
                    public boolean failed() {
                        return false;
                    }
                });
        AtomicLong next = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Random random = new Random(seed + i);
            running.add(threads.submit(() -> {
                for (int j = 0; j < 3000; j++) {
                    long bound = next.addAndGet(1 + random.nextInt(5));
                    if (!await(busy, busyLane, bound) || flushed.get() < bound) {
                        throw new AssertionError("seed " + seed + ": " + bound + " reported early");
                    }
                }
            }));
        }
        for (Future<?> one : running) {
            one.get(120, TimeUnit.SECONDS);
        }
        assertThat(busyLane.durable()).isEqualTo(next.get());
        assertThat(flushes.get()).isPositive();
    }
}
