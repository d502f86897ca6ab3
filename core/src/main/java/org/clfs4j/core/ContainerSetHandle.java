package org.clfs4j.core;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Access;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerName;
import org.clfs4j.ContainerScan;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogName;
import org.clfs4j.ScanMode;
import org.clfs4j.core.baselog.ContainerNames;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The containers of an open instance.
 *
 * @threading safe for concurrent use
 */
final class ContainerSetHandle implements ContainerSet {

    private static final String BLF_DIRECTORY_ON_WINDOWS = "%BLF%\\";
    private static final long EXISTING_SIZE = 0;

    private final LogName name;
    private final Opening opening;
    private final AtomicBoolean closed;

    ContainerSetHandle(LogName name, Opening opening, AtomicBoolean closed) {
        this.name = name;
        this.opening = opening;
        this.closed = closed;
    }

    private OpenLog log() throws LogException {
        return LogHandle.require(closed, opening, "The log " + name);
    }

    private WritableLog writable() throws LogException {
        return LogHandle.requireWritable(log(), opening);
    }

    @Override
    public List<ContainerInformation> add(int count, long size) throws LogException {
        return addGenerated(count, requirePositive(size));
    }

    @Override
    public List<ContainerInformation> add(int count) throws LogException {
        return addGenerated(count, EXISTING_SIZE);
    }

    private List<ContainerInformation> addGenerated(int count, long size) throws LogException {
        WritableLog log = writable();
        if (count < 1) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "At least 1 container must be added, asked for " + count);
        }
        if (count > MAX_COUNT) {
            throw new LogUsageException(
                    LogStatus.CONTAINER_LIMIT_EXCEEDED,
                    "A log has at most " + MAX_COUNT + " containers, asked for " + count);
        }
        return log.addition().addGenerated(count, size);
    }

    @Override
    public ContainerInformation add(String path, long size) throws LogException {
        return writable().addition().add(List.of(fileName(path)), requirePositive(size)).get(0);
    }

    @Override
    public ContainerInformation add(String path) throws LogException {
        return writable().addition().add(List.of(fileName(path)), EXISTING_SIZE).get(0);
    }

    private static long requirePositive(long size) throws LogException {
        if (size <= 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "A container's size must be at least 1 byte, got " + size);
        }
        return size;
    }

    private String fileName(String path) throws LogException {
        String candidate;
        if (path.startsWith(BLF_DIRECTORY) || path.startsWith(BLF_DIRECTORY_ON_WINDOWS)) {
            candidate = path.substring(BLF_DIRECTORY.length());
        } else {
            candidate = inLogDirectory(path);
        }
        if (!ContainerNames.isFileName(candidate)) {
            throw refuse(path);
        }
        return candidate;
    }

    private String inLogDirectory(String path) throws LogException {
        try {
            Path absolute = Path.of(path);
            Path directory = name.path().toAbsolutePath().getParent();
            if (!absolute.isAbsolute() || !directory.equals(absolute.getParent())) {
                throw refuse(path);
            }
            return absolute.getFileName().toString();
        } catch (InvalidPathException e) {
            throw refuse(path);
        }
    }

    private LogException refuse(String path) {
        return new LogUsageException(
                LogStatus.INVALID_PARAMETER,
                "A container of log " + name + " lies in the log's directory: give " + BLF_DIRECTORY
                        + "<file name> or an absolute path there, got \"" + path + "\"");
    }

    @Override
    public List<ContainerInformation> list() throws LogException {
        return log().containers();
    }

    @Override
    public void remove(String path, boolean force) throws LogException {
        remove(List.of(path), force);
    }

    @Override
    public void remove(List<String> paths, boolean force) throws LogException {
        WritableLog log = requireRemovable();
        if (paths.isEmpty()) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "At least 1 container must be removed, got no path");
        }
        List<String> fileNames = new ArrayList<>();
        for (String path : paths) {
            fileNames.add(fileName(path));
        }
        log.removal().remove(fileNames, force);
    }

    /** Returns the log if this instance may remove containers from it. */
    private WritableLog requireRemovable() throws LogException {
        WritableLog log = writable();
        if (!opening.may(Access.DELETE)) {
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + name + " was not opened with access to delete, which removing containers needs");
        }
        return log;
    }

    @Override
    public String name(long logicalId) throws LogException {
        return log().containerName(logicalId)
                .orElseThrow(() -> new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "No container of log " + name + " carries the logical id " + logicalId + " now"));
    }

    @Override
    public ContainerName name(long logicalId, int maxLength) throws LogException {
        if (maxLength < 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "A container's name has at least 0 characters, got " + maxLength);
        }
        String whole = name(logicalId);
        return new ContainerName(whole.substring(0, Math.min(maxLength, whole.length())), whole.length());
    }

    @Override
    public ContainerScan scan(int fromIndex, int countPerScan, ScanMode... mode) throws LogException {
        return new ContainerScanHandle(this, fromIndex, countPerScan, mode);
    }
}
