package org.clfs4j.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One writer at a time, in this JVM and among processes, also if they use different storages of the same directory.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LockContract {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @TempDir
    Path directory;

    private Storage storage;

    /** For extensions. */
    protected LockContract() {}

    /**
     * Gives access to a directory.
     *
     * @param of the directory
     * @return the storage under test
     * @throws IOException if there is no such directory
     */
    protected abstract Storage storage(Path of) throws IOException;

    /**
     * Gives access to a directory in the way that others do.
     *
     * @param of the directory
     * @return the same storage as that under test, or another one that it must exclude
     * @throws IOException if there is no such directory
     */
    protected abstract Storage other(Path of) throws IOException;

    /**
     * Names what other processes use.
     *
     * @return a class with a static method {@code directory(Path)} that gives access to a directory as {@link #other} does
     */
    protected abstract Class<?> otherClass();

    private StorageChild child() throws IOException {
        return StorageChild.in(otherClass(), directory);
    }

    @BeforeEach
    void openStorage() throws IOException {
        storage = storage(directory);
    }

    @Test
    void secondLockInThisJvmIsRefusedAndNamesThisProcess() throws IOException {
        try (Closeable lock = storage.lock("l")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> other(directory).lock("l"))
                    .isInstanceOf(LockedException.class)
                    .hasMessage(thisProcess());
        }
        storage.lock("l").close();
    }

    @Test
    void lockOfAnotherStorageInThisJvmIsRefused() throws Exception {
        try (Closeable lock = other(directory).lock("l");
                StorageChild process = child()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> storage.lock("l"))
                    .isInstanceOf(LockedException.class)
                    .hasMessage(thisProcess());
            assertThat(process.ask("lock l")).isEqualTo("LockedException: " + thisProcess());
        }
        storage.lock("l").close();
    }

    @Test
    void holderIsNotedForAllClassLoadersAsLongAsItHolds() throws IOException {
        String property = "org.clfs4j.lock." + directory.toRealPath().resolve("l");
        try (Closeable lock = storage.lock("l")) {
            assertThat(lock).isNotNull();
            assertThat(System.getProperty(property)).isEqualTo(thisProcess());
        }
        assertThat(System.getProperty(property)).isNull();
        Files.createDirectory(directory.resolve("d"));
        assertThatThrownBy(() -> storage.lock("d")).isInstanceOf(IOException.class);
        assertThat(System.getProperty("org.clfs4j.lock." + directory.toRealPath().resolve("d"))).isNull();
    }

    @Test
    void locksOfDifferentNamesAreIndependent() throws IOException {
        try (Closeable a = storage.lock("a");
                Closeable b = storage.lock("b")) {
            assertThat(a).isNotSameAs(b);
        }
    }

    @Test
    void lockFileIsNeverDeletedAndSaysWhoHoldsIt() throws IOException {
        Files.writeString(directory.resolve("l"), "process 123456789012345\nand something longer than that\n");

        Closeable lock = storage.lock("l");
        lock.close();
        lock.close();

        assertThat(directory.resolve("l")).hasContent(thisProcess() + "\n");
    }

    @Test
    void failedAttemptInThisJvmLeavesTheLockStanding() throws Exception {
        try (Closeable lock = storage.lock("l");
                StorageChild other = child()) {
            assertThat(lock).isNotNull();
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(LockedException.class).isThrownBy(() -> storage.lock("l"));
            }
            assertThat(other.ask("lock l")).isEqualTo("LockedException: " + thisProcess());
        }
    }

    @Test
    void failedAttemptThroughAnotherPathOfTheFileLeavesTheLockStanding() throws Exception {
        assumeTrue(POSIX, "locks belong to processes here");
        Path second = Files.createDirectory(directory.resolve("second"));
        try (Closeable lock = storage.lock("l");
                StorageChild other = child()) {
            assertThat(lock).isNotNull();
            Files.createLink(second.resolve("l"), directory.resolve("l"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> other(second).lock("l"))
                        .isInstanceOf(LockedException.class)
                        .hasMessage(thisProcess());
            }
            assertThat(descriptors("l")).as("one of the lock, one that must not be closed").isLessThanOrEqualTo(2);
            assertThat(other.ask("lock l")).isEqualTo("LockedException: " + thisProcess());
        }
        other(second).lock("l").close();
    }

    @Test
    void lockOfAnotherProcessIsRefusedUntilItIsReleased() throws Exception {
        try (StorageChild other = child()) {
            assertThat(other.ask("lock l")).isEqualTo("ok");
            assertThatThrownBy(() -> storage.lock("l"))
                    .isInstanceOf(LockedException.class)
                    .hasMessage("process " + other.pid());

            assertThat(other.ask("unlock l")).isEqualTo("ok");
            storage.lock("l").close();
        }
    }

    @Test
    void lockOfAProcessEndsWhenItIsKilled() throws Exception {
        StorageChild other = child();
        assertThat(other.ask("lock l")).isEqualTo("ok");
        assertThatExceptionOfType(LockedException.class).isThrownBy(() -> storage.lock("l"));

        other.kill();

        storage.lock("l").close();
    }

    @Test
    void lockOfAnUnknownHolderIsRefusedWithoutRepeatingItsText() throws Exception {
        try (StorageChild other = child()) {
            assertThat(other.ask("lock l")).isEqualTo("ok");
            Files.writeString(directory.resolve("l"), "\u001b[31mprocess of somebody");

            assertThatThrownBy(() -> storage.lock("l"))
                    .isInstanceOf(LockedException.class)
                    .hasMessage("another process");
        }
    }

    @Test
    void ofTwoProcessesThatRaceExactlyOneGetsTheLock() throws Exception {
        try (StorageChild one = child();
                StorageChild two = child()) {
            for (int round = 0; round < 1000; round++) {
                String name = "l" + round % 10;
                one.send("lock " + name);
                two.send("lock " + name);
                List<String> answers = List.of(one.answer(), two.answer());

                assertThat(answers).as("round %d", round).containsOnlyOnce("ok");
                StorageChild winner = answers.get(0).equals("ok") ? one : two;
                assertThat(answers).as("round %d", round).anyMatch(answer -> answer.startsWith("LockedException: "));
                assertThat(winner.ask("unlock " + name)).isEqualTo("ok");
            }
        }
    }

    /** Counts the open files of a name, 0 where that is not possible. */
    private static long descriptors(String name) throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(open)) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor) && Files.readSymbolicLink(descriptor).endsWith(name)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static String thisProcess() {
        return "process " + ProcessHandle.current().pid();
    }
}
