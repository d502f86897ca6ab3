package org.clfs4j.core.io;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log's own thread: a daemon that is there only while there is background work.
 *
 * <p>Work is run one after the other, in the order it was given. Nothing needs to be closed: without work the thread ends
 * by itself, and with it everything that it held. Giving it work makes no garbage, unlike the executors of the JDK, since
 * whoever appends gives it work all the time.
 *
 * @threading safe for concurrent use
 */
public final class LogThread implements Executor {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long IDLE_MILLIS = 2_000;
    private static final long DEFAULT_STACK = 0;

    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final long idleMillis;
    private boolean running;

    /** Makes an executor without a thread. */
    public LogThread() {
        this(IDLE_MILLIS);
    }

    /**
     * Makes an executor without a thread.
     *
     * @param idleMillis how long the thread waits for work before it ends
     */
    LogThread(long idleMillis) {
        this.idleMillis = idleMillis;
    }

    @Override
    public synchronized void execute(Runnable piece) {
        if (!running) {
            start();
        }
        work.addLast(piece);
        notify();
    }

    /** The thread belongs to the log, so it inherits nothing from whoever happened to be the first to need it. */
    private void start() {
        boolean inheritThreadLocals = false;
        Thread daemon =
                new Thread(null, this::run, "clfs4j-" + NUMBER.incrementAndGet(), DEFAULT_STACK, inheritThreadLocals);
        daemon.setDaemon(true);
        daemon.setContextClassLoader(LogThread.class.getClassLoader());
        daemon.setPriority(Thread.NORM_PRIORITY);
        daemon.start();
        running = true;
    }

    private void run() {
        boolean failed = true;
        try {
            for (Runnable piece = take(); piece != null; piece = take()) {
                piece.run();
            }
            failed = false;
        } finally {
            if (failed) {
                replace();
            }
        }
    }

    /** Waits for work; {@code null} if there was none for so long that the thread ends. */
    private synchronized Runnable take() {
        if (work.isEmpty()) {
            try {
                wait(idleMillis);
            } catch (InterruptedException e) {
                // Left behind by the last piece of work; the thread may end a little early.
            }
        }
        running = !work.isEmpty();
        return work.pollFirst();
    }

    /** What one piece of work throws ends the thread, as it would any other, but not what follows. */
    private synchronized void replace() {
        running = false;
        if (!work.isEmpty()) {
            start();
        }
    }
}
