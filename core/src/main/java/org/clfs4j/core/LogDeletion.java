package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;

/**
 * Deletes the files of one log. Its metadata says so first; the base log file goes last, so that a deletion that was cut off can be
 * finished by whoever opens the log next. The lock file stays, since another process may be waiting for it.
 *
 * @threading as its methods say
 */
final class LogDeletion {

    private LogDeletion() {}

    /** Tells whether the metadata of an existing log says that its files are being deleted. */
    static boolean begun(LogLocation location) throws LogException {
        try (BaseLogFile file = location.openBaseLogFile(false)) {
            return file.saysDeleted();
        } catch (LogException e) {
            return false; // whoever opens it will say what is wrong with it
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Opening log " + location.name());
        }
    }

    /** Finishes a deletion that was cut off, unless somebody else does at this moment. */
    static void finish(LogLocation location) throws LogException {
        Closeable lock = location.lock();
        try {
            if (location.exists() && begun(location)) {
                Metadata metadata;
                try (BaseLogFile file = location.openBaseLogFile(false)) {
                    metadata = file.read().metadata();
                }
                finish(location, metadata);
            }
            lock.close();
        } catch (IOException e) {
            Closing.quietly(e, lock);
            throw StorageErrors.translate(e, "Deleting log " + location.name());
        }
    }

    /** Deletes the files of a log whose metadata says so; under the log's lock. */
    static void finish(LogLocation location, Metadata metadata) throws IOException {
        if (metadata.life() != Life.DELETED) {
            throw new IllegalStateException("the metadata does not say that the log is deleted");
        }
        Storage storage = location.storage();
        for (ContainerEntry container : metadata.containers()) {
            if (storage.exists(container.fileName())) {
                storage.delete(container.fileName());
            }
        }
        storage.forceDirectory();
        storage.delete(BaseLogFile.fileName(location.fileName()));
        storage.forceDirectory();
    }
}
