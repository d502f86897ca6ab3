package org.clfs4j.cli.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of heap a thread allocates for each thing that it does.
 *
 * @threading safe for concurrent use
 */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong count = new AtomicLong();

    /** Something that counts what it does. */
    @FunctionalInterface
    interface Work {
        long run() throws IOException;
    }

    /** Does some work and adds what this thread allocated meanwhile. */
    long of(Work work) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        long done = work.run();
        bytes.addAndGet(THREADS.getThreadAllocatedBytes(thread) - before);
        count.addAndGet(done);
        return done;
    }

    /** Forgets what was measured so far, such as the warm-up. */
    void reset() {
        bytes.set(0);
        count.set(0);
    }

    /** Bytes for each thing done; empty if nothing was measured. */
    OptionalDouble perUnit() {
        return count.get() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytes.get() / count.get());
    }
}
