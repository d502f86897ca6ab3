package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A volume that runs full though it said otherwise; the rest of the contract is in the test kit. */
class FileStorageLimitsTest {

    @TempDir
    Path directory;

    @Test
    void volumeThatRunsFullMeanwhileLeavesNoFileBehind() throws Exception {
        try (StorageChild child = mounted("size=256k", "true")) {
            assertThat(child.ask("create-without-asking-for-room f 1048576"))
                    .startsWith("NoSpaceException: Cannot write 1048576 bytes at offset 0 of ");
            assertThat(child.ask("list")).isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 99})
    void failedWriteIsTakenForLackOfSpaceIfTheVolumeHasLessThanItNeeded(long usable) throws IOException {
        IOException failure = writing("Auf dem Gerät ist kein Speicherplatz mehr verfügbar", usable);

        assertThat(failure).isInstanceOf(NoSpaceException.class);
    }

    @Test
    void failedWriteIsNotTakenForLackOfSpaceIfThereIsSome() {
        assertThat(writing("Input/output error", 100)).isExactlyInstanceOf(IOException.class);
    }

    private IOException writing(String message, long usable) {
        return new FileFailures(new FakeVolume(usable, false)).writing(directory, 100, 0, new IOException(message));
    }

    /** A child that has a volume of its own mounted on the directory, which ends with the child. */
    private StorageChild mounted(String options, String... more) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o " + options + " none '" + directory + "'";
        Process possible = new ProcessBuilder("unshare", "-rm", "sh", "-c", mount).redirectErrorStream(true).start();
        assumeTrue(possible.waitFor() == 0, "a file system can be mounted here");
        return StorageChild.in(directory, mount + " && " + String.join(" && ", more), "unshare", "-rm");
    }
}
