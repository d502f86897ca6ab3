package org.clfs4j.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.Storage;

/**
 * Everything outside that an engine depends on.
 *
 * @threading the parts must be safe for concurrent use
 * @param storage gives access to the directory of a log
 * @param memory makes the memory of a log that is opened
 * @param clock the time
 * @param random identities of new logs
 * @param executors makes the executor of a log that was opened without one
 */
public record Environment(
        StorageFactory storage,
        Supplier<LogMemory> memory,
        LogClock clock,
        LogRandom random,
        Supplier<Executor> executors) {

    /**
     * Creates an environment with the JVM's own memory.
     *
     * @param storage gives access to the directory of a log
     * @param clock the time
     * @param random identities of new logs
     * @param executors makes the executor of a log that was opened without one
     */
    public Environment(StorageFactory storage, LogClock clock, LogRandom random, Supplier<Executor> executors) {
        this(storage, () -> LogMemory.JVM, clock, random, executors);
    }

    /** Gives access to directories. */
    @FunctionalInterface
    public interface StorageFactory {

        /**
         * Gives access to one directory.
         *
         * @param directory the directory, absolute or relative
         * @return its storage
         * @throws IOException if it does not exist or is no directory
         */
        Storage storage(Path directory) throws IOException;
    }
}
