package org.clfs4j.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Runs one loop in several threads for a given time, and counts. */
final class Loops {

    private Loops() {}

    /** Work that goes on until it is told to stop. */
    @FunctionalInterface
    interface Loop {

        /**
         * Works.
         *
         * @param stop tells when to end
         * @return how much was done
         */
        long run(Stop stop) throws IOException;
    }

    /**
     * Tells when to end.
     *
     * @threading safe for concurrent use
     */
    static final class Stop {
        private volatile boolean requested;

        boolean requested() {
            return requested;
        }
    }

    /**
     * Runs a loop.
     *
     * @param threads how many run it
     * @param time how long
     * @param loop the loop
     * @return how much all threads did in a second, the end of their last step included
     */
    static double perSecond(int threads, Duration time, Loop loop) throws IOException, InterruptedException {
        Stop stop = new Stop();
        AtomicLong done = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Thread(
                    () -> {
                        ready.countDown();
                        try {
                            go.await();
                            done.addAndGet(loop.run(stop));
                        } catch (Throwable e) { // handed to the thread that started this one
                            failure.compareAndSet(null, e);
                            stop.requested = true;
                            LockSupport.unpark(starter);
                        }
                    },
                    "clfs-bench-" + i);
            workers[i].setDaemon(true);
            workers[i].start();
        }
        ready.await();
        long start = System.nanoTime();
        go.countDown();
        waitFor(stop, start + time.toNanos());
        stop.requested = true;
        for (Thread worker : workers) {
            worker.join();
        }
        long nanos = System.nanoTime() - start;
        rethrow(failure.get());
        return done.get() * 1e9 / nanos;
    }

    private static void waitFor(Stop stop, long end) {
        for (long left = end - System.nanoTime(); left > 0 && !stop.requested; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
