package org.clfs4j.testkit.storage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Counts what the current thread allocates, and allocates nothing for it; by reflection, for the kit's module must not need the
 * JDK's management.
 *
 * @threading safe for concurrent use
 */
public final class AllocatedBytes {

    private static final MethodHandle COUNTER = counter();

    private AllocatedBytes() {}

    private static MethodHandle counter() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return MethodHandles.publicLookup()
                    .findVirtual(
                            Class.forName("com.sun.management.ThreadMXBean"),
                            "getCurrentThreadAllocatedBytes",
                            MethodType.methodType(long.class))
                    .bindTo(threads);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Returns what the current thread has allocated since it started.
     *
     * @return bytes of heap
     */
    public static long byThisThread() {
        try {
            return (long) COUNTER.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
