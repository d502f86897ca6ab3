package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogThreadTest {

    @Test
    void workRunsInOneNamedDaemonThreadInTheOrderGiven() throws Exception {
        LogThread log = new LogThread();
        List<Integer> done = new ArrayList<>(); // unguarded: one thread only
        List<Thread> threads = new ArrayList<>();
        FutureTask<Void> last = new FutureTask<>(() -> null);
        for (int i = 0; i < 100; i++) {
            int number = i;
            log.execute(() -> {
                done.add(number);
                threads.add(Thread.currentThread());
            });
        }
        log.execute(last);
        last.get();

        assertThat(done).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(threads).containsOnly(threads.get(0));
        assertThat(threads.get(0).isDaemon()).isTrue();
        assertThat(threads.get(0).getName()).matches("clfs4j-[0-9]+");
    }

    @Test
    void threadEndsWithoutWorkAndAnotherTakesItsPlace() throws Exception {
        LogThread log = new LogThread(1);
        Thread first = threadOf(log);
        first.join(); // it ends by itself, or this test never does

        assertThat(threadOf(log)).isNotSameAs(first);
    }

    @Test
    void workThatFailsDoesNotStopWhatFollows() throws Exception {
        LogThread log = new LogThread();
        List<Throwable> reported = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("expected by this test");
        FutureTask<Thread> failing = new FutureTask<>(Thread::currentThread);
        log.execute(failing);
        log.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
            throw failure;
        });

        assertThat(threadOf(log)).isNotSameAs(failing.get());
        failing.get().join();
        assertThat(reported).containsExactly(failure);
    }

    @Test
    void threadInheritsNothingOfWhoeverNeededItFirst() throws Exception {
        InheritableThreadLocal<String> secret = new InheritableThreadLocal<>();
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader("application", own) {};
        FutureTask<List<Object>> look =
                new FutureTask<>(() -> Arrays.asList(secret.get(), Thread.currentThread().getContextClassLoader()));
        try {
            secret.set("of the application");
            Thread.currentThread().setContextClassLoader(application);
            new LogThread().execute(look);
        } finally {
            secret.remove();
            Thread.currentThread().setContextClassLoader(own);
        }

        assertThat(look.get()).containsExactly(null, LogThread.class.getClassLoader());
    }

    private static Thread threadOf(LogThread log) throws Exception {
        FutureTask<Thread> current = new FutureTask<>(Thread::currentThread);
        log.execute(current);
        return current.get();
    }
}
