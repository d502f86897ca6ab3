package org.clfs4j.nio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A log's own thread: a daemon that is there only while there is background work.
 *
 * @threading safe for concurrent use
 */
final class LogThread implements Executor {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long IDLE_SECONDS = 2;

    private final ThreadPoolExecutor thread;

    LogThread() {
        thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LogThread::daemon);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "clfs4j-" + NUMBER.incrementAndGet());
        daemon.setDaemon(true);
        return daemon;
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }
}
