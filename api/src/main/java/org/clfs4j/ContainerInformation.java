package org.clfs4j;

import java.util.OptionalLong;

/**
 * One container of a log.
 *
 * @threading immutable
 * @param path its path, beginning with {@link ContainerSet#BLF_DIRECTORY}
 * @param size bytes for records; the file is larger by its header
 * @param state what it is used for
 * @param physicalId its number, fixed for life
 * @param logicalId the container id in the LSNs of its records, greater each time it is reused; empty if never used
 */
public record ContainerInformation(
        String path, long size, ContainerState state, int physicalId, OptionalLong logicalId) {}
