package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.testkit.LeakContract;
import org.junit.jupiter.api.Test;

/** What the provider "offheap" takes from the machine, memory outside the heap among it. */
class OffHeapLogProviderLeakTest extends LeakContract {

    @Override
    protected LogProvider provider() {
        return new OffHeapLogProvider();
    }

    @Test
    void memoryOutsideTheHeapIsGivenBackWithoutTheCollector() throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("streams") + "::s");
        try (LogFile log = provider().open(name, OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
        }
        openAppendAndClose(name, 0);
        long before = memoryOutsideTheHeap();
        for (int i = 1; i <= 100; i++) {
            openAppendAndClose(name, 10 * i);
        }
        // The lock file is signed with some bytes that the collector takes back; the smallest piece of a log has 512.
        assertThat(memoryOutsideTheHeap() - before).as("bytes after 100 openings").isLessThan(100 * 64);
    }

    /** By reflection, for the provider's module must not need the JDK's management. */
    private static long memoryOutsideTheHeap() throws ReflectiveOperationException {
        Class<?> pool = Class.forName("java.lang.management.BufferPoolMXBean");
        List<?> pools = (List<?>) Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getPlatformMXBeans", Class.class)
                .invoke(null, pool);
        for (Object each : pools) {
            if (pool.getMethod("getName").invoke(each).equals("direct")) {
                return (long) pool.getMethod("getMemoryUsed").invoke(each);
            }
        }
        throw new IllegalStateException("the JVM does not count memory outside the heap");
    }
}
