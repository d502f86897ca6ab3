package org.clfs4j.nio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log's own thread: a daemon that is there only while there is background work.
 *
 * <p>Work is run one after the other, in the order it was given. Nothing needs to be closed: without work the thread ends
 * by itself, and with it everything that it held.
 *
 * @threading safe for concurrent use
 */
final class LogThread implements Executor {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long IDLE_MILLIS = 2_000;
    private static final long DEFAULT_STACK = 0;

    private final ThreadPoolExecutor thread;

    LogThread() {
        this(IDLE_MILLIS);
    }

    /**
     * Makes an executor without a thread.
     *
     * @param idleMillis how long the thread waits for work before it ends
     */
    LogThread(long idleMillis) {
        thread = new ThreadPoolExecutor(
                1, 1, idleMillis, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), LogThread::daemon);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Makes the thread; it belongs to the log, so it inherits nothing from whoever happened to be the first to need it. */
    private static Thread daemon(Runnable work) {
        boolean inheritThreadLocals = false;
        Thread daemon =
                new Thread(null, work, "clfs4j-" + NUMBER.incrementAndGet(), DEFAULT_STACK, inheritThreadLocals);
        daemon.setDaemon(true);
        daemon.setContextClassLoader(LogThread.class.getClassLoader());
        daemon.setPriority(Thread.NORM_PRIORITY);
        return daemon;
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }
}
