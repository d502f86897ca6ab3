package org.clfs4j.offheap.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What files of a directory can be expected to be capable of; each log finds out for itself when it is opened.
 *
 * @threading immutable
 * @param directIo why writes do not go around the system's cache; empty if they do
 * @param durableWrites why writes are forced in a call of their own; empty if they are durable when they return
 */
public record DirectoryTraits(Optional<String> directIo, Optional<String> durableWrites) {

    /** Asks the system; only where {@linkplain SystemStorage#works() system calls are made}. */
    static DirectoryTraits of(Path directory) {
        try {
            String fileSystem = Files.getFileStore(directory).type();
            long result = SystemFiles.tryDirect(directory);
            return new DirectoryTraits(directIo(directory, fileSystem, result), durableWrites(fileSystem));
        } catch (IOException e) {
            String why = "nothing can be said of files in " + directory + ": " + e;
            return new DirectoryTraits(Optional.of(why), Optional.of(why));
        }
    }

    /** Says what the result of opening a file for direct I/O means. */
    static Optional<String> directIo(Path directory, String fileSystem, long result) {
        if (result >= 0) {
            return Optional.empty();
        }
        if (Errno.EINVAL.is(result)) {
            return Optional.of("the file system of " + directory + ", " + fileSystem + ", takes no direct I/O");
        }
        return Optional.of("direct I/O could not be tried in " + directory + " without leaving a file, and is tried by each log: "
                + Errno.describe(result));
    }

    private static Optional<String> durableWrites(String fileSystem) {
        return SystemStorage.durableWrites(fileSystem)
                ? Optional.empty()
                : Optional.of("the file system " + fileSystem
                        + " is not known to make a write durable before the call returns, so that each group is forced by a second"
                        + " call");
    }
}
