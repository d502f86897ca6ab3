package org.clfs4j;

import java.util.List;
import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The containers of a log: files of one size that hold the records and are used in turn.
 *
 * <p>They can be added and removed at any time, while records are appended and read.
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

    /** Container sizes of a dedicated log are rounded up to a multiple of this many bytes. */
    long SIZE_GRANULARITY = 512L << 10;

    /** Container sizes of a multiplexed log are rounded up to a multiple of this many bytes. */
    long MULTIPLEXED_SIZE_GRANULARITY = 1L << 20;

    /** The largest container, in bytes. */
    long MAX_SIZE = Lsn.MAX_CONTAINER_SIZE - SIZE_GRANULARITY;

    /** The largest number of containers of one log. */
    int MAX_COUNT = 1023;

    /**
     * Adds containers named by the log, all or none.
     *
     * @param count how many
     * @param size bytes of each for records; rounded up to {@link #SIZE_GRANULARITY}, in a multiplexed log to
     *     {@link #MULTIPLEXED_SIZE_GRANULARITY}. If the log has containers already, theirs is used and this must not be
     *     smaller
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

    /**
     * Removes one container, at once or as soon as it can be.
     *
     * <p>A container that holds nothing of the active region is deleted at once. One that does is refused if the removal is
     * forced; otherwise it becomes {@link ContainerState#ACTIVE_PENDING_DELETE}, stays part of the log and of its size until
     * the active region has left it, is not used again, and is then deleted by the log. Removing such a container again
     * does nothing. The log's size changes when a container is deleted.
     *
     * <p>One container always stays: a removal that would, now or later, leave none is refused. Two are needed to append to a
     * full log and to create a marshalling area.
     *
     * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsremovelogcontainer">ClfsRemoveLogContainer</a>.
     *
     * @param path as in {@link #add(String, long)} or {@link ContainerInformation#path()}
     * @param force whether to refuse a container that holds part of the active region, instead of waiting until it does not
     * @throws LogException with status {@code INVALID_PARAMETER} if the path is not acceptable, {@code OBJECT_NAME_NOT_FOUND}
     *     if the log has no such container, {@code CANT_DELETE} if it is the last one that stays, or is active and the removal
     *     forced, {@code ACCESS_DENIED} if the log was opened without {@link Access#WRITE} or {@link Access#DELETE},
     *     {@code PINNED_RESERVATION} if reservations need its space; nothing was removed or marked
     * @durability durable on return. A crash before that removes the container or does not; a file whose deletion was
     *     cut off, or failed, is deleted later, at the latest when the log is opened for writing again
     */
    void remove(String path, boolean force) throws LogException;

    /**
     * Removes several containers, all or none.
     *
     * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsremovelogcontainerset">ClfsRemoveLogContainerSet</a>.
     *
     * @param paths one or more, each as in {@link #remove(String, boolean)}, none twice
     * @param force as in {@link #remove(String, boolean)}; one active container refuses all
     * @throws LogException as {@link #remove(String, boolean)}; also if there is no path, or one twice
     * @durability as {@link #remove(String, boolean)}, for all together
     */
    void remove(List<String> paths, boolean force) throws LogException;

    /**
     * Returns the file of the container that carries a logical id now.
     *
     * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsgetcontainername">ClfsGetContainerName</a>.
     *
     * @param logicalId the container id of an LSN
     * @return the full path
     * @throws LogException with status {@code INVALID_PARAMETER} if no container carries it: it was never given, or its
     *     container has another one by now or was deleted
     */
    String name(long logicalId) throws LogException;

    /**
     * Returns the file of the container that carries a logical id now, cut off if it is too long.
     *
     * @param logicalId as in {@link #name(long)}
     * @param maxLength how many characters the caller takes, at least 0
     * @return the full path or its beginning, with the length of the whole
     * @throws LogException as {@link #name(long)}; also if the length is negative
     */
    ContainerName name(long logicalId, int maxLength) throws LogException;

    /**
     * Starts to list the containers in the order of their physical ids, some at a time; tells none yet.
     *
     * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatescancontext">ClfsCreateScanContext</a>.
     *
     * @param fromIndex how many containers at the beginning stay out, whichever the direction
     * @param countPerScan how many containers one call tells at most
     * @param mode exactly one direction: {@link ScanMode#FORWARD} begins with the first set, {@link ScanMode#BACKWARD} with
     *     the last
     * @return the scan
     * @throws LogException with status {@code INVALID_PARAMETER} if the modes are others, the index is negative or the count
     *     less than 1; with {@code INVALID_HANDLE} if the instance that this set belongs to was closed
     */
    ContainerScan scan(int fromIndex, int countPerScan, ScanMode... mode) throws LogException;
}
