package org.clfs4j;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One container of a log, as it was when it was asked for.
 *
 * <p>Attributes and times are those of its file; none, and {@link Instant#EPOCH}, if the file system does not tell them.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_container_information">CLS_CONTAINER_INFORMATION</a>.
 *
 * @threading immutable
 * @param path its path, beginning with {@link ContainerSet#BLF_DIRECTORY}
 * @param fileName the full path of its file, never cut off
 * @param attributes what the file system says of its file (<i>FileAttributes</i>)
 * @param creationTime when its file was created
 * @param lastAccessTime when its file was last read, as exact as the file system keeps it
 * @param lastWriteTime when its file was last written
 * @param size bytes for records; the file is larger by its header
 * @param state what it is used for
 * @param physicalId its number, fixed for life
 * @param logicalId the container id in the LSNs of its records, greater each time it is reused; empty if never used
 */
public record ContainerInformation(
        String path,
        String fileName,
        Set<FileAttribute> attributes,
        Instant creationTime,
        Instant lastAccessTime,
        Instant lastWriteTime,
        long size,
        ContainerState state,
        int physicalId,
        OptionalLong logicalId) {

    /** Copies the set. */
    public ContainerInformation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(fileName, "fileName");
        attributes = Set.copyOf(attributes);
        Objects.requireNonNull(creationTime, "creationTime");
        Objects.requireNonNull(lastAccessTime, "lastAccessTime");
        Objects.requireNonNull(lastWriteTime, "lastWriteTime");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(logicalId, "logicalId");
    }

    /**
     * Returns how long the full path is (<i>FileNameActualLength</i>); equal to the length of {@link #fileName()}.
     *
     * @return characters
     */
    public int fileNameLength() {
        return fileName.length();
    }
}
