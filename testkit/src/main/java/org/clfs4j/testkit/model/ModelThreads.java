package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * Several threads that work on the streams at once.
 *
 * <p>What each does follows from the seed; how they interleave does not. So the model learns the order from the LSNs when all are
 * back, and checks that each thread's own order is in it.
 *
 * @threading not thread-safe; it starts threads and waits for them
 */
final class ModelThreads {

    private static final int MOST_WORKERS = 4;

    private final ModelledLog at;
    private int bursts;

    ModelThreads(ModelledLog at) {
        this.at = at;
    }

    /** Lets threads work until all of them are done. */
    void work() throws LogException {
        List<ModelWorker> workers = workers(false);
        run(workers);
        learn(workers);
        for (ModelWorker worker : workers) {
            if (worker.full() != null) {
                throw new LogFullException(
                        worker.full().status(), worker.full().getMessage() + " (one of several threads)");
            }
        }
    }

    /**
     * Lets threads work while the power fails.
     *
     * @return by stream, what was tried and may be in the log or not
     */
    Map<String, List<ModelRecord>> workUntilPowerFails() throws LogException {
        List<ModelWorker> workers = workers(true);
        run(workers);
        learn(workers);
        Map<String, List<ModelRecord>> tried = new HashMap<>();
        for (ModelWorker worker : workers) {
            worker.attempt().ifPresent(
                    record -> tried.computeIfAbsent(worker.stream().name(), name -> new ArrayList<>())
                            .add(record));
        }
        return tried;
    }

    private List<ModelWorker> workers(boolean powerFails) throws LogException {
        bursts++;
        List<ModelWorker> workers = new ArrayList<>();
        int count = 2 + at.random.nextInt(MOST_WORKERS - 1);
        for (int number = 0; number < count; number++) {
            OpenArea area = at.anyArea();
            ModelWorker.Role role = powerFails
                    ? ModelWorker.Role.APPENDER
                    : ModelWorker.Role.values()[Math.min(number, ModelWorker.Role.values().length - 1)];
            workers.add(new ModelWorker(at, area, role, bursts + "." + number, powerFails));
        }
        at.tell(
                "%d threads through areas %s%s",
                count,
                workers.stream().map(ModelWorker::area).toList(),
                powerFails ? ", and the power fails" : "");
        return workers;
    }

    private static void run(List<ModelWorker> workers) throws LogException {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (ModelWorker worker : workers) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                start.await();
                worker.work();
                return null;
            });
            tasks.add(task);
            new Thread(task, "model").start();
        }
        start.countDown();
        Throwable failure = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }
        if (failure != null) {
            throw new Difference("A thread failed: " + failure, failure);
        }
    }

    /** Puts what the threads did into the model, in the order of LSNs. */
    private void learn(List<ModelWorker> workers) {
        Map<String, List<ModelWorker.Done>> all = new HashMap<>();
        for (ModelWorker worker : workers) {
            for (int i = 1; i < worker.done().size(); i++) {
                require(
                        worker.done().get(i - 1).lsn().isLess(worker.done().get(i).lsn()),
                        "LSN of a thread's append",
                        "greater than " + worker.done().get(i - 1).lsn(),
                        worker.done().get(i).lsn());
            }
            all.computeIfAbsent(worker.stream().name(), name -> new ArrayList<>()).addAll(worker.done());
        }
        all.forEach((name, done) -> {
            ModelStream stream = at.model.get(name);
            done.sort(Comparator.comparing(ModelWorker.Done::lsn));
            done.forEach(one -> one.appendTo(stream));
            done.forEach(one -> one.reachedIn(stream));
        });
        for (ModelWorker worker : workers) {
            if (worker.base().isValid()) {
                worker.stream().advanceBase(worker.base());
            }
            worker.stream().durableBelow(worker.flushedUpTo());
        }
    }
}
