package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full, limited and read-only volumes: real ones, in another JVM that has them mounted for itself alone. */
class FileStorageLimitsTest {

    @TempDir
    Path directory;

    @Test
    void fullVolumeIsToldBeforehand() throws Exception {
        try (StorageChild child = mounted("size=256k", "true")) {
            assertThat(child.ask("create f 262145"))
                    .startsWith("NoSpaceException: ")
                    .contains("needs 262145 bytes, and 262144 are usable");
            assertThat(child.ask("list")).isEqualTo("[]");
            assertThat(child.ask("create f 262144")).isEqualTo("ok");
        }
    }

    @Test
    void volumeThatRunsFullMeanwhileLeavesNoFileBehind() throws Exception {
        try (StorageChild child = mounted("size=256k", "true")) {
            assertThat(child.ask("create-without-asking-for-room f 1048576"))
                    .startsWith("NoSpaceException: Cannot write 1048576 bytes at offset 0 of ");
            assertThat(child.ask("list")).isEqualTo("[]");
        }
    }

    @Test
    void lockCanBeTakenOnAFullVolume() throws Exception {
        try (StorageChild child = mounted("size=256k", "true")) {
            assertThat(child.ask("create f 262144")).isEqualTo("ok");
            assertThat(child.ask("lock l")).isEqualTo("ok");
        }
    }

    @Test
    void volumeWithoutInodesHasNoSpace() throws Exception {
        try (StorageChild child = mounted("nr_inodes=2", "true")) {
            assertThat(child.ask("create f 1")).isEqualTo("ok");
            assertThat(child.ask("create g 1")).startsWith("NoSpaceException: Cannot create ");
            assertThat(child.ask("lock l")).startsWith("NoSpaceException: Cannot create ");
        }
    }

    @Test
    void readOnlyVolumeDeniesWhatWouldWrite() throws Exception {
        try (StorageChild child = mounted("size=256k", "touch '" + directory + "/f'", "mount -o remount,ro '" + directory + "'")) {
            assertThat(child.ask("open f")).startsWith("AccessDeniedException: ").contains("Read-only file system");
            assertThat(child.ask("create g 1")).startsWith("AccessDeniedException: ");
            assertThat(child.ask("lock l")).startsWith("AccessDeniedException: ");
        }
    }

    @Test
    void fileSizeLimitOfTheProcessIsNoSpaceAndLeavesNoFileBehind() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is a shell");
        try (StorageChild child = StorageChild.in(directory, "ulimit -f 128")) {
            assertThat(child.ask("create f 1048576")).startsWith("NoSpaceException: Cannot write ");
            assertThat(child.ask("list")).isEqualTo("[]");
            assertThat(child.ask("create f 32768")).isEqualTo("ok");
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
