package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Disposition;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.ContainerNames;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.NotRegularFileException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Creates one log if that is wanted, and refuses what the disposition does not allow.
 *
 * <p>A new log is a base log file, durable with its name. The file is made first, without the lock, so that a directory in
 * which that is impossible stays as it was; then, under the lock, it gets its first metadata. A creation that was cut
 * off before that is finished by the next one.
 *
 * @threading not thread-safe; used once
 */
final class LogCreation {

    private final Environment environment;
    private final LogLocation location;
    private final OpenOptions options;

    LogCreation(Environment environment, LogLocation location, OpenOptions options) {
        this.environment = environment;
        this.location = location;
        this.options = options;
    }

    /**
     * Sees to it that there is a log to open.
     *
     * @return whether it was created
     */
    boolean run() throws LogException {
        boolean exists = existsStill();
        if (options.disposition() == Disposition.OPEN_EXISTING) {
            if (!exists) {
                throw location.notFound();
            }
            return false;
        }
        if (!options.access().contains(Access.WRITE)) {
            if (exists) {
                requireExistingAllowed();
                return false;
            }
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + location.name() + " does not exist; creating it needs access to write, got "
                            + options.access());
        }
        if (location.name().streamName().isPresent()) {
            WritableLog.requireStreamName(location.name().streamName().get()); // it may be created with the log
        }
        if (!exists) {
            createFile();
        }
        Closeable lock = location.lock();
        try {
            boolean unfinished = unfinished() && (!exists || hasNoContainers());
            if (unfinished) {
                finish();
            } else {
                requireExistingAllowed();
            }
            lock.close();
            return unfinished;
        } catch (IOException e) {
            Closing.quietly(e, lock);
            throw failed(e);
        } catch (RuntimeException | Error e) {
            Closing.quietly(e, lock);
            throw e;
        }
    }

    /** A log whose deletion was begun is not there any more; what is left of it goes, unless nothing is to be changed. */
    private boolean existsStill() throws LogException {
        if (!location.exists()) {
            return false;
        }
        if (!LogDeletion.begun(location)) {
            return true;
        }
        if (options.access().contains(Access.WRITE)) {
            LogDeletion.finish(location);
        }
        return false;
    }

    /** Refuses a log that is there if it was to be created; a stream of it can be created all the same. */
    void requireExistingAllowed() throws LogException {
        boolean ofStream = location.name().streamName().isPresent();
        if (options.disposition() == Disposition.CREATE_NEW && !ofStream) {
            throw location.collision();
        }
    }

    private void createFile() throws LogException {
        try {
            BaseLogFile.create(location.storage(), location.fileName());
        } catch (FileAlreadyExistsException e) {
            // Somebody else creates it at this moment; whoever gets the lock first finishes it.
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private LogException failed(IOException e) {
        return StorageErrors.translate(e, "Creating log " + location.name());
    }

    private boolean unfinished() throws LogException, IOException {
        try (BaseLogFile file = location.openBaseLogFile(false)) {
            return file.creationUnfinished();
        } catch (LogException e) {
            if (e.getCause() instanceof NotRegularFileException) {
                requireExistingAllowed();
            }
            throw e;
        }
    }

    /** With containers the base log file was whole once: what is wrong with it now is damage. */
    private boolean hasNoContainers() throws IOException {
        return location.storage().list().stream()
                .noneMatch(name -> ContainerNames.isGenerated(location.fileName(), name));
    }

    /** Under the lock. */
    private void finish() throws IOException {
        Storage storage = location.storage();
        if (BaseLogFile.isShort(storage, location.fileName())) {
            storage.delete(BaseLogFile.fileName(location.fileName()));
            BaseLogFile.create(storage, location.fileName());
        }
        Metadata first = Metadata.first(
                environment.random().newIdentity(),
                environment.clock().epochMillis(),
                options.sectorSize(),
                location.name().kind(),
                options.archive() ? 0 : Place.NONE);
        try (BaseLogFile file = BaseLogFile.openNew(storage, location.memory(), location.fileName())) {
            file.write(first);
            storage.forceDirectory();
        } catch (IOException | RuntimeException e) {
            deleteAfter(e);
            throw e;
        }
    }

    private void deleteAfter(Exception cause) {
        try {
            location.storage().delete(BaseLogFile.fileName(location.fileName()));
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
