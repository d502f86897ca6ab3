package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import org.clfs4j.LogName;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.ContainerNames;
import org.clfs4j.core.baselog.NameBytes;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.NotRegularFileException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Where one log lies, whether it is there or not.
 *
 * @param name how its user calls it
 * @param storage the directory that its files are in
 * @param memory what they are read into, if they are opened
 * @param fileName what the names of its files begin with
 */
record LogLocation(LogName name, Storage storage, LogMemory memory, String fileName) {

    /** Returns the location in an environment. */
    static LogLocation of(LogName name, Environment environment) throws LogException {
        String fileName = name.path().getFileName().toString();
        requireContainersCanBeNamed(fileName);
        try {
            Storage storage = environment.storage().storage(name.path().toAbsolutePath().getParent());
            return new LogLocation(name, storage, environment.memory().get(), fileName);
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Opening the directory of log " + name);
        }
    }

    /** Containers are named after the log; metadata with names that it does not accept could not be read again. */
    private static void requireContainersCanBeNamed(String fileName) throws LogException {
        String container = ContainerNames.generated(fileName, 1);
        if (!ContainerNames.isFileName(container)) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "A log of this name cannot have containers: the name of a file has at most " + NameBytes.MAX_LENGTH
                            + " bytes in UTF-8, no backslash and no control characters, and that of the first container would"
                            + " have " + container.length() + " characters");
        }
    }

    /** Returns what tells the log apart from all others, however its user calls it. */
    String identity() {
        return storage.identity() + '/' + fileName;
    }

    boolean exists() throws LogException {
        try {
            return storage.exists(BaseLogFile.fileName(fileName));
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Looking for log " + fileName + " in " + storage.identity());
        }
    }

    /** Keeps other processes from writing until it is closed. */
    Closeable lock() throws LogException {
        try {
            return storage.lock(fileName + ".lock");
        } catch (LockedException e) {
            throw new LogInUseException(
                    LogStatus.SHARING_VIOLATION,
                    "Log " + name + " is open for writing by " + e.getMessage() + "; close it there, or open it for"
                            + " reading only",
                    e);
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Locking log " + name);
        }
    }

    BaseLogFile openBaseLogFile(boolean writable) throws LogException, IOException {
        try {
            return BaseLogFile.open(storage, memory, fileName, writable);
        } catch (NotRegularFileException e) {
            throw new LogDamagedException(
                    LogStatus.METADATA_INVALID, name.baseLogFile() + " is no log: " + e.getMessage(), e);
        }
    }

    LogException notFound() {
        return new LogUsageException(
                LogStatus.OBJECT_NAME_NOT_FOUND,
                "There is no log " + name + ": " + name.baseLogFile() + " does not exist");
    }

    LogException collision() {
        return new LogUsageException(
                LogStatus.OBJECT_NAME_COLLISION,
                "Log " + name + " exists already: " + name.baseLogFile() + "; open it instead of creating it");
    }
}
