package org.clfs4j.testkit.storage;

import java.lang.reflect.Method;

/** Counts what the current thread allocates; by reflection, for the kit's module must not need the JDK's management. */
final class AllocatedBytes {

    private AllocatedBytes() {}

    /** Bytes of heap that the current thread has allocated since it started. */
    static long byThisThread() {
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
