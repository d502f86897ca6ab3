package org.clfs4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs the same task in several threads that start together, and hands on what they throw. */
final class Threads {

    private Threads() {}

    interface Task<T> {
        T run(int number) throws Exception;
    }

    static <T> List<T> run(int count, Task<T> task) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            FutureTask<T> future = start(() -> {
                start.await();
                return task.run(number);
            });
            tasks.add(future);
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        for (FutureTask<T> future : tasks) {
            results.add(result(future));
        }
        return results;
    }

    static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> future = new FutureTask<>(call);
        new Thread(future, "conformance").start();
        return future;
    }

    /** Waits for a task and hands on what it threw. */
    static <T> T result(FutureTask<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception) {
                throw (Exception) e.getCause();
            }
            throw (Error) e.getCause();
        }
    }
}
