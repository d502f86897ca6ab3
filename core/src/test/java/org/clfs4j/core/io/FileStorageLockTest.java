package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer at a time, also among the class loaders of a JVM; the rest of the contract is in the test kit. */
class FileStorageLockTest {

    @TempDir
    Path directory;

    private Storage storage;

    @BeforeEach
    void openStorage() throws IOException {
        storage = FileStorage.directory(directory);
    }

    @Test
    void failedAttemptOfAnotherClassLoaderLeavesTheLockStanding() throws Exception {
        URL classes = FileStorage.class.getResource("/" + FileStorage.class.getName().replace('.', '/') + ".class");
        URL root = new URL(classes.toString().replace(FileStorage.class.getName().replace('.', '/') + ".class", ""));
        try (Closeable lock = storage.lock("l");
                StorageChild other = StorageChild.in(directory);
                URLClassLoader loader = new URLClassLoader(new URL[] {root}, null)) {
            assertThat(lock).isNotNull();
            Class<?> type = loader.loadClass(FileStorage.class.getName());
            assertThat(type).isNotSameAs(FileStorage.class);
            Object stranger = type.getMethod("directory", Path.class).invoke(null, directory);

            assertThatThrownBy(() -> type.getMethod("lock", String.class).invoke(stranger, "l"))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasRootCauseMessage(thisProcess());
            assertThat(other.ask("lock l")).isEqualTo("LockedException: " + thisProcess());
        }
    }

    private static String thisProcess() {
        return "process " + ProcessHandle.current().pid();
    }
}
