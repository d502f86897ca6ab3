package org.clfs4j.testkit.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Keeps tasks until it is told to run them, in the thread that tells it.
 *
 * @threading safe for concurrent use; no task runs under its lock
 */
public final class SimExecutor implements Executor {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** Creates an executor without tasks. */
    public SimExecutor() {}

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    /**
     * Runs the oldest task.
     *
     * @return whether there was one
     */
    public boolean runOne() {
        Runnable task = take();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Runs all tasks, and those that they bring. */
    public void runAll() {
        while (runOne()) {
            // runOne has done it
        }
    }

    /**
     * Returns how many tasks wait.
     *
     * @return the number
     */
    public synchronized int waiting() {
        return tasks.size();
    }

    private synchronized Runnable take() {
        return tasks.poll();
    }
}
