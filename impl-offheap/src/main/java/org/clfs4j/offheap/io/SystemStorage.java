package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.core.io.FileStorage;
import org.clfs4j.core.io.Storage;

/**
 * Storage by system calls where they can be had, and the portable one elsewhere.
 *
 * @threading safe for concurrent use
 */
public final class SystemStorage {

    private static final Logger LOGGER = System.getLogger(SystemStorage.class.getPackageName());

    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

    /**
     * File systems whose writes are known to be durable when a call that says so returns, or in one case never. Others get a write and
     * a force, which they all have to do well.
     */
    private static final Set<String> DURABLE_WRITES = Set.of("ext3", "ext4", "xfs", "btrfs", "tmpfs");

    private static final Optional<String> WHY_NOT = whyNot();
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private SystemStorage() {}

    /**
     * Gives access to a directory.
     *
     * @param directory the directory, absolute or relative; a symbolic link here is followed once and for all
     * @return its storage
     * @throws IOException if it does not exist or is no directory
     */
    public static Storage directory(Path directory) throws IOException {
        if (WHY_NOT.isPresent()) {
            if (TOLD.compareAndSet(false, true)) {
                LOGGER.log(Level.INFO, "Provider offheap reads and writes files through java.nio, since {0}", WHY_NOT.get());
            }
            return FileStorage.directory(directory);
        }
        return FileStorage.directory(directory, new SystemFiles(durableWrites(directory)));
    }

    /**
     * Tells whether files are read and written by system calls here.
     *
     * @return true if so
     */
    public static boolean works() {
        return WHY_NOT.isEmpty();
    }

    /**
     * Says why files are not read and written by system calls here.
     *
     * @return the reason, which begins in the middle of a sentence; empty if they are
     */
    public static Optional<String> obstacle() {
        return WHY_NOT;
    }

    /**
     * Says what files of a directory can be expected to be capable of; only where {@linkplain #works() system calls are made}.
     *
     * @param directory the directory
     * @return what keeps them from what
     */
    public static DirectoryTraits traits(Path directory) {
        return DirectoryTraits.of(directory);
    }

    private static boolean durableWrites(Path directory) {
        try {
            return durableWrites(Files.getFileStore(directory).type());
        } catch (IOException e) {
            return false; // such as a container without a mount table
        }
    }

    /** Tells whether a file system can be trusted with writes that are durable when the call returns. */
    static boolean durableWrites(String fileSystem) {
        return SystemCalls.writesPieces() && DURABLE_WRITES.contains(fileSystem);
    }

    private static Optional<String> whyNot() {
        return whyNot(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                SystemStorage.class.getModule().isNativeAccessEnabled());
    }

    /** Says why system calls cannot be had, or nothing if they can. */
    static Optional<String> whyNot(String system, String processor, boolean nativeAccess) {
        if (!system.equals("Linux")) {
            return Optional.of("the system is " + system + ", not Linux");
        }
        if (!PROCESSORS.contains(processor)) {
            return Optional.of("the processor is " + processor + ", none of " + PROCESSORS);
        }
        if (!nativeAccess) {
            Module module = SystemStorage.class.getModule();
            return Optional.of("native access is not enabled for it; start Java with --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED") + " to let it make system calls");
        }
        try {
            MethodHandles.lookup().ensureInitialized(SystemCalls.class);
            return Optional.empty();
        } catch (LinkageError | IllegalAccessException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("the system calls could not be linked: " + cause.getMessage());
        }
    }
}
