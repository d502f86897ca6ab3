package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * What a log takes from the machine goes back when it is closed.
 *
 * @threading not thread-safe
 */
public abstract class LeakContract {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Where the logs are. */
    @TempDir
    protected Path directory;

    /** Creates the contract; JUnit does, for each test. */
    protected LeakContract() {}

    /**
     * Makes the provider under test.
     *
     * @return the provider
     */
    protected abstract LogProvider provider();

    @Test
    void descriptorsAreGivenBackOverAThousandOpeningsAlsoInterruptedOnes() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors can be counted here");
        LogName name = LogName.of(directory.resolve("log"));
        try (LogFile log = provider().open(name, OpenOptions.createNew())) {
            log.containers().add(2, 512 << 10);
        }
        openAppendAndClose(name, 0);
        long before = descriptors();
        for (int i = 1; i <= 1000; i++) {
            openAppendAndClose(name, i);
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    /**
     * Opens a log, appends now and then, and closes it; every second time with an interrupt pending.
     *
     * @param name the log
     * @param number how often it was done before
     * @throws IOException if that fails
     */
    protected final void openAppendAndClose(LogName name, int number) throws IOException {
        boolean interrupted = number % 2 == 1;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try (LogFile log = provider().open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> provider().open(name, OpenOptions.createNew()));
            if (number % 10 == 0) {
                area.append(ByteBuffer.allocate(16).putInt(0, number), Append.FORCE_FLUSH);
            }
        } finally {
            assertThat(Thread.interrupted()).isEqualTo(interrupted);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
