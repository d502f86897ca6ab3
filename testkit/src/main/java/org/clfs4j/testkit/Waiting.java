package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A call in a thread of its own, which has been seen to wait. */
record Waiting<T>(Thread thread, FutureTask<T> task) {

    static <T> Waiting<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waiting");
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return new Waiting<>(thread, task);
    }

    T result() throws Exception {
        return Threads.result(task);
    }

    boolean waits() {
        return !task.isDone();
    }

    void assertWaits() {
        assertThat(waits()).isTrue();
    }
}
