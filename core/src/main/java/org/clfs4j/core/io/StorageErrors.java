package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/** What storage says, in the words of the log. */
public final class StorageErrors {

    private StorageErrors() {}

    /**
     * Makes the exception that tells a failure of storage before the log was changed.
     *
     * @param e what storage threw; a log's own exception stays as it is
     * @param what was being done, as the start of a sentence
     * @return the exception to throw
     */
    public static LogException translate(IOException e, String what) {
        if (e instanceof LogException already) {
            return already;
        }
        return LogException.of(status(e), what + " failed: " + reason(e), e);
    }

    private static LogStatus status(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return LogStatus.OBJECT_PATH_NOT_FOUND;
        }
        if (e instanceof FileAlreadyExistsException) {
            return LogStatus.OBJECT_NAME_COLLISION;
        }
        if (e instanceof AccessDeniedException || e.getCause() instanceof ReadOnlyFileSystemException) {
            return LogStatus.ACCESS_DENIED;
        }
        if (e instanceof NotRegularFileException) {
            return LogStatus.METADATA_INVALID;
        }
        if (e instanceof NoSpaceException) {
            return LogStatus.DISK_FULL;
        }
        if (e instanceof LockedException) {
            return LogStatus.SHARING_VIOLATION;
        }
        String message = String.valueOf(e.getMessage());
        return message.contains("Read-only file system") ? LogStatus.ACCESS_DENIED : LogStatus.CONTAINER_READ_FAILED;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + " does not exist";
        }
        if (e instanceof NotDirectoryException) {
            return e.getMessage() + " is no directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " exists already";
        }
        if (e instanceof AccessDeniedException) {
            return "access to " + e.getMessage() + " is denied";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
