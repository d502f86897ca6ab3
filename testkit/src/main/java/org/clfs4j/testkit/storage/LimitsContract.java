package org.clfs4j.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full, limited and read-only volumes: real ones, in another JVM that has them mounted for itself alone.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LimitsContract {

    @TempDir
    Path directory;

    /** For extensions. */
    protected LimitsContract() {}

    /**
     * Names the storage under test.
     *
     * @return a class with a static method {@code directory(Path)} that gives access to a directory
     */
    protected abstract Class<?> storageClass();

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
        try (StorageChild child = StorageChild.in(storageClass(), directory, "ulimit -f 128")) {
            assertThat(child.ask("create f 1048576")).startsWith("NoSpaceException: Cannot ");
            assertThat(child.ask("list")).isEqualTo("[]");
            assertThat(child.ask("create f 32768")).isEqualTo("ok");
        }
    }

    @Test
    void writeThatMeetsAFullVolumeSaysSo() throws Exception {
        try (StorageChild child = mounted("size=256k", "truncate -s 1M '" + directory + "/f'")) {
            assertThat(child.ask("write f 0 524288"))
                    .startsWith("NoSpaceException: Cannot write 524288 bytes at offset 0 of ")
                    .contains("No space left on device");
        }
    }

    @Test
    void processWithTooManyOpenFilesIsToldSo() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is a shell");
        Files.write(directory.resolve("f"), new byte[4096]);
        try (StorageChild child = StorageChild.in(storageClass(), directory, "ulimit -n 100")) {
            child.ask("open missing"); // loads the classes of failures, which would need a descriptor later
            String answer = "ok";
            for (int i = 0; i < 100 && answer.equals("ok"); i++) {
                answer = child.ask("keep-open f");
            }
            assertThat(answer).startsWith("FileSystemException: ").contains("Too many open files");
        }
    }

    @Test
    void deviceWithLargeSectorsTakesPiecesOfAnySize() throws Exception {
        try (StorageChild child = onDevice("--sector-size 4096", "64M")) {
            assertThat(child.ask("create f 65536")).isEqualTo("ok");
            assertThat(child.ask("fill f 4096 4096 1")).isEqualTo("ok");
            assertThat(child.ask("fill f 8704 512 2")).isEqualTo("ok");
            assertThat(child.ask("fill f 12289 3 3")).isEqualTo("ok");
            assertThat(child.ask("fill f 16384 8192 4")).isEqualTo("ok");
            assertThat(child.ask("fill f 20480 512 5")).isEqualTo("ok");
            assertThat(child.ask("read f 0 65536"))
                    .isEqualTo("0*4096 1*4096 0*512 2*512 0*3073 3*3 0*4092 4*4096 5*512 4*3584 0*40960");
        }
    }

    @Test
    void deviceThatFailsIsReported() throws Exception {
        try (StorageChild child = onDevice("", "24M")) {
            assertThat(child.ask("create f 4194304")).isEqualTo("ok");
            String created = child.ask("create g 33554432");
            boolean inTheCache = created.equals("ok"); // so that only a force can tell
            assertThat(inTheCache ? child.ask("force g") : created)
                    .matches("(IO|NoSpace)Exception: Cannot (write|force) .*");
            assertThat(child.ask("list")).isEqualTo(inTheCache ? "[f, g, lost+found]" : "[f, lost+found]");
        }
    }

    /** A child that has a block device of 64 MiB mounted, in memory, of which only a part is there. */
    private StorageChild onDevice(String options, String memory) throws IOException, InterruptedException {
        String image = "'" + directory + "/image'";
        String device = "mount -t tmpfs -o size=" + memory + " none '" + directory + "' && truncate -s 64M " + image
                + " && device=$(losetup " + options + " --find --show " + image + ") && mkfs.ext4 -q -E nodiscard $device"
                + " && mkdir '" + directory + "/m' && mount $device '" + directory + "/m' && losetup --detach $device";
        Process possible = new ProcessBuilder("unshare", "-m", "sh", "-c", device).redirectErrorStream(true).start();
        assumeTrue(possible.waitFor() == 0, "a block device can be made here");
        return StorageChild.in(storageClass(), directory.resolve("m"), device, "unshare", "-m");
    }

    /** A child that has a volume of its own mounted on the directory, which ends with the child. */
    private StorageChild mounted(String options, String... more) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o " + options + " none '" + directory + "'";
        Process possible = new ProcessBuilder("unshare", "-rm", "sh", "-c", mount).redirectErrorStream(true).start();
        assumeTrue(possible.waitFor() == 0, "a file system can be mounted here");
        return StorageChild.in(storageClass(), directory, mount + " && " + String.join(" && ", more), "unshare", "-rm");
    }
}
