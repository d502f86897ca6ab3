package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log takes from the machine goes back when it is closed. */
class OffHeapLogProviderLeakTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path directory;

    private final LogProvider provider = new OffHeapLogProvider();

    @Test
    void descriptorsAreGivenBackOverAThousandOpeningsAlsoInterruptedOnes() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors can be counted here");
        LogName name = LogName.of(directory.resolve("log"));
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
            log.containers().add(2, 512 << 10);
        }
        openAppendAndClose(name, 0);
        long before = descriptors();
        for (int i = 1; i <= 1000; i++) {
            openAppendAndClose(name, i);
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void memoryOutsideTheHeapIsGivenBackWithoutTheCollector() throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("streams") + "::s");
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
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

    private void openAppendAndClose(LogName name, int number) throws IOException {
        boolean interrupted = number % 2 == 1;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try (LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> provider.open(name, OpenOptions.createNew()));
            if (number % 10 == 0) {
                area.append(ByteBuffer.allocate(16).putInt(0, number), Append.FORCE_FLUSH);
            }
        } finally {
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
        }
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

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
