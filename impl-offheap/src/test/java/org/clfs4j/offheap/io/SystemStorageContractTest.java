package org.clfs4j.offheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.Storage;
import org.clfs4j.testkit.storage.LimitsContract;
import org.clfs4j.testkit.storage.LockContract;
import org.clfs4j.testkit.storage.StorageContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The storage of the provider "offheap". */
class SystemStorageContractTest {

    @BeforeAll
    static void requireSystemCalls() {
        assertThat(SystemStorage.works()).as("system calls work here").isTrue();
    }

    @Nested
    class Verbs extends StorageContract {
        @Override
        protected Storage storage(Path directory) throws IOException {
            return SystemStorage.directory(directory);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        @Override
        protected Class<?> storageClass() {
            return SystemStorage.class;
        }
    }

    @Nested
    class Lock extends LockContract {
        @Override
        protected Storage storage(Path directory) throws IOException {
            return SystemStorage.directory(directory);
        }

        @Override
        protected Storage other(Path directory) throws IOException {
            return SystemStorage.directory(directory);
        }

        @Override
        protected Class<?> otherClass() {
            return SystemStorage.class;
        }
    }

    /** The two providers exclude each other. */
    @Nested
    class LockAgainstThePortableOne extends LockContract {
        @Override
        protected Storage storage(Path directory) throws IOException {
            return SystemStorage.directory(directory);
        }

        @Override
        protected Storage other(Path directory) throws IOException {
            return FileStorage.directory(directory);
        }

        @Override
        protected Class<?> otherClass() {
            return FileStorage.class;
        }
    }
}
