package org.clfs4j.nio;

import java.io.IOException;
import java.nio.file.Path;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.Storage;
import org.clfs4j.testkit.storage.LimitsContract;
import org.clfs4j.testkit.storage.LockContract;
import org.clfs4j.testkit.storage.StorageContract;
import org.junit.jupiter.api.Nested;

/** The storage of the provider "default". */
class FileStorageContractTest {

    @Nested
    class Verbs extends StorageContract {
        @Override
        protected Storage storage(Path directory) throws IOException {
            return FileStorage.directory(directory);
        }
    }

    @Nested
    class Limits extends LimitsContract {
        @Override
        protected Class<?> storageClass() {
            return FileStorage.class;
        }
    }

    @Nested
    class Lock extends LockContract {
        @Override
        protected Storage storage(Path directory) throws IOException {
            return FileStorage.directory(directory);
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
