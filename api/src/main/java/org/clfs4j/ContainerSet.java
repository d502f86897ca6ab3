package org.clfs4j;

import java.util.List;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The containers of a log: files of one size that hold the records and are used in turn.
 *
 * <p>A container's path is its file name with the prefix {@value #BLF_DIRECTORY}, or absolute; either way the file lies
 * in the directory of the base log file.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsaddlogcontainer">ClfsAddLogContainer</a>.
 *
 * @threading safe for concurrent use
 */
@ProviderType
public interface ContainerSet {

    /** Stands for the directory of the base log file at the beginning of a container's path. */
    String BLF_DIRECTORY = "%BLF%/";

    /** Container sizes are rounded up to a multiple of this many bytes. */
    long SIZE_GRANULARITY = 512L << 10;

    /** The largest container, in bytes. */
    long MAX_SIZE = Lsn.MAX_CONTAINER_SIZE - SIZE_GRANULARITY;

    /** The largest number of containers of one log. */
    int MAX_COUNT = 1023;

    /**
     * Adds containers named by the log, all or none.
     *
     * @param count how many
     * @param size bytes of each for records; rounded up to {@link #SIZE_GRANULARITY}. If the log has containers already,
     *     theirs is used and this must not be smaller
     * @return the added containers with the size that they have
     * @throws LogException if the size is not acceptable, there would be too many, or there is no room; nothing was added
     * @durability the files are filled with zeros and forced with their directory before the metadata refers to them;
     *     durable on return
     */
    List<ContainerInformation> add(int count, long size) throws LogException;

    /**
     * Adds containers named by the log and as large as those that it has, all or none.
     *
     * @param count how many
     * @return the added containers
     * @throws LogException as {@link #add(int, long)}; also if the log has no container yet
     * @durability as {@link #add(int, long)}
     */
    List<ContainerInformation> add(int count) throws LogException;

    /**
     * Adds one container of a given path.
     *
     * @param path {@value #BLF_DIRECTORY} and a file name, or an absolute path in the directory of the base log file
     * @param size as in {@link #add(int, long)}
     * @return the added container with the size that it has
     * @throws LogException as {@link #add(int, long)}; also if the path is not acceptable or the file exists
     * @durability as {@link #add(int, long)}
     */
    ContainerInformation add(String path, long size) throws LogException;

    /**
     * Adds one container of a given path, as large as those that the log has.
     *
     * @param path as in {@link #add(String, long)}
     * @return the added container
     * @throws LogException as {@link #add(String, long)}; also if the log has no container yet
     * @durability as {@link #add(int, long)}
     */
    ContainerInformation add(String path) throws LogException;

    /**
     * Lists the containers by physical id.
     *
     * @return a snapshot
     * @throws LogException if the instance that this set belongs to was closed
     */
    List<ContainerInformation> list() throws LogException;
}
