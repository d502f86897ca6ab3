package org.clfs4j.offheap.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.NotRegularFileException;

/** What the negative result of a call means, as {@link org.clfs4j.core.io.Storage} tells it: the type, the place, the reason. */
final class SystemFailures {

    private SystemFailures() {}

    /** A file could not be created, opened or looked at. */
    static IOException opening(Path path, long result) {
        String why = Errno.describe(result);
        String file = path.toString();
        if (Errno.ENOENT.is(result)) {
            return new NoSuchFileException(file);
        }
        if (Errno.EEXIST.is(result)) {
            return new FileAlreadyExistsException(file);
        }
        if (Errno.EACCES.is(result) || Errno.EPERM.is(result) || Errno.EROFS.is(result)) {
            return new AccessDeniedException(file, null, why);
        }
        if (Errno.ELOOP.is(result)) {
            return new NotRegularFileException(file, "a symbolic link");
        }
        if (Errno.EISDIR.is(result)) {
            return new NotRegularFileException(file, "a directory");
        }
        if (Errno.ENXIO.is(result) || Errno.ENODEV.is(result)) {
            return new NotRegularFileException(file, "a pipe, socket or device");
        }
        if (noSpace(result)) {
            return new NoSpaceException("Cannot create " + file + ": " + why, null);
        }
        return new FileSystemException(file, null, why);
    }

    /** The room for a new file could not be had. */
    static IOException reserving(Path path, long bytes, long result) {
        String message = "Cannot take " + bytes + " bytes for " + path + ": " + Errno.describe(result);
        return noSpace(result) ? new NoSpaceException(message, null) : new IOException(message);
    }

    static IOException reading(Path path, long bytes, long position, long result) {
        return new IOException(
                "Cannot read " + bytes + " bytes at offset " + position + " of " + path + ": " + Errno.describe(result));
    }

    static IOException writing(Path path, long bytes, long position, long result) {
        String message = "Cannot write " + bytes + " bytes at offset " + position + " of " + path + ": "
                + (result == 0 ? "the system moved no byte and gave no reason" : Errno.describe(result));
        return noSpace(result) ? new NoSpaceException(message, null) : new IOException(message);
    }

    static IOException forcing(Path path, long result) {
        return new IOException("Cannot force " + path + ": " + Errno.describe(result));
    }

    /** Bytes, inodes, the owner's share, or the size that the process or the file system allows. */
    private static boolean noSpace(long result) {
        return Errno.ENOSPC.is(result) || Errno.EDQUOT.is(result) || Errno.EFBIG.is(result);
    }
}
