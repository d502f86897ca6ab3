package org.clfs4j.core.marshal;

import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs scenarios in all the orders that the model checker comes to.
 *
 * <p>The checker switches threads where they use what they share. It knows that from the fields through which it can be reached, so
 * a scenario is an object with fields, and not a lambda.
 */
final class Interleavings {

    /** How many are tried of each scenario. */
    static final int COUNT = Integer.getInteger("clfs4j.interleavings", 1000);

    private static volatile Scenario current;

    private Interleavings() {}

    /** What several threads do at once. */
    abstract static class Scenario {

        volatile Throwable failure;

        /** Does what one of the threads does. */
        abstract void run(int thread) throws Throwable;

        private void runAndKeepFailure(int thread) {
            try {
                run(thread);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    /** Runs a scenario again and again, each time made anew. */
    static void explore(int threads, Supplier<Scenario> maker) {
        Lincheck.runConcurrentTest(COUNT, () -> once(threads, maker));
    }

    private static void once(int count, Supplier<Scenario> maker) {
        current = maker.get();
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            threads[i] = new Thread(() -> current.runAndKeepFailure(number));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (current.failure != null) {
            throw new IllegalStateException(current.failure);
        }
    }
}
