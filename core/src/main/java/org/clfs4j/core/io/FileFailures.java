package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Tells the failures apart that the JDK hides in the platform's message, and names the place of the others.
 *
 * <p>The platform's message may be in the user's language; so where a message says nothing, the volume is asked.
 *
 * @threading safe for concurrent use
 */
final class FileFailures {

    private static final String[] NO_SPACE = {
        "No space left on device", // ENOSPC: bytes or inodes
        "Disk quota exceeded", // EDQUOT
        "File too large", // EFBIG: a limit of the process or of the file system
        "There is not enough space on the disk", // Windows
    };

    private final Volume volume;

    FileFailures(Volume volume) {
        this.volume = volume;
    }

    /** What it means that a file could not be created or opened for writing. */
    IOException opening(Path path, FileSystemException e) {
        if (saysNoSpace(e)) {
            return new NoSpaceException("Cannot create " + path + ": " + reason(e), e);
        }
        if (e.getClass() == FileSystemException.class && (says(e, "Read-only file system") || volume.readOnly())) {
            AccessDeniedException denied = new AccessDeniedException(path.toString(), null, reason(e));
            denied.initCause(e);
            return denied;
        }
        return e;
    }

    /** What it means that a write failed. */
    IOException writing(Path path, long bytes, long position, IOException e) {
        if (e instanceof ClosedChannelException) {
            return e;
        }
        String message = "Cannot write " + bytes + " bytes at offset " + position + " of " + path + ": " + e.getMessage();
        boolean full = saysNoSpace(e) || volume.usableSpace() < bytes;
        return full ? new NoSpaceException(message, e) : new IOException(message, e);
    }

    /** What it means that a read failed. */
    static IOException reading(Path path, long bytes, long position, IOException e) {
        return e instanceof ClosedChannelException
                ? e
                : new IOException(
                        "Cannot read " + bytes + " bytes at offset " + position + " of " + path + ": " + e.getMessage(), e);
    }

    private static boolean saysNoSpace(IOException e) {
        for (String text : NO_SPACE) {
            if (says(e, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(IOException e, String text) {
        return e.getMessage() != null && e.getMessage().contains(text);
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? e.getMessage() : e.getReason();
    }
}
