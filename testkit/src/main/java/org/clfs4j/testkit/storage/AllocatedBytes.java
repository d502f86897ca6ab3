package org.clfs4j.testkit.storage;

import java.lang.reflect.Method;

/**
 * Counts what the current thread allocates; by reflection, for the kit's module must not need the JDK's management.
 *
 * @threading safe for concurrent use
 */
public final class AllocatedBytes {

    private AllocatedBytes() {}

    /**
     * Returns what the current thread has allocated since it started.
     *
     * @return bytes of heap
     */
    public static long byThisThread() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method count = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
            return (long) count.invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
