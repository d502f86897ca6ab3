package org.clfs4j.core.container;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;

/**
 * The containers of one log and the queue that they form.
 *
 * <pre>
 *   logical ids:   … 7 │ 8   9   10 │ 11
 *                 free │ base … head│ the next free container takes this id
 * </pre>
 *
 * @threading safe for concurrent use
 */
public final class ContainerTable implements Closeable {

    private final List<ContainerFile> files = new ArrayList<>();
    private volatile ContainerFile[] ring = new ContainerFile[1];
    private volatile long containerSize;
    private volatile long head = ContainerEntry.NEVER_USED;

    /** Creates an empty table. */
    public ContainerTable() {}

    /** Adds open containers. */
    public synchronized void add(List<ContainerFile> added, long size) {
        containerSize = size;
        for (ContainerFile file : added) {
            files.add(file);
            head = Math.max(head, file.logicalId());
        }
        index();
    }

    /** Returns bytes of each container behind its header; 0 if there is none. */
    public long containerSize() {
        return containerSize;
    }

    /** Returns the logical id of the newest container in the queue, or {@link ContainerEntry#NEVER_USED}. */
    public long head() {
        return head;
    }

    /** Returns the logical id of the oldest container from which the queue reaches to the newest without a gap. */
    public synchronized long oldest() {
        long oldest = head;
        while (oldest > 0 && find(oldest - 1) != null) {
            oldest--;
        }
        return oldest;
    }

    /** Returns how many containers there are. */
    public synchronized int count() {
        return files.size();
    }

    /** Returns how many containers hold nothing from a base container on. */
    public synchronized int freeCount(long baseContainer) {
        return files.size() - (int) Math.min(files.size(), usedCount(baseContainer));
    }

    /**
     * Returns how many containers hold nothing from a base container up to the one in which the log ends; more are in the queue
     * behind that one if the log was truncated.
     */
    public synchronized int freeCount(long baseContainer, long endContainer) {
        return freeCount(baseContainer) + (int) Math.max(0, Math.min(head - endContainer, usedCount(baseContainer)));
    }

    private long usedCount(long baseContainer) {
        return head < baseContainer ? 0 : head - baseContainer + 1;
    }

    /** Returns all containers by physical id. */
    public synchronized List<ContainerFile> files() {
        return List.copyOf(files);
    }

    /** Returns the container that LSNs with a logical id mean, or {@code null} if there is none (any more). */
    public ContainerFile find(long logicalId) {
        ContainerFile[] all = ring;
        ContainerFile file = all[(int) logicalId & all.length - 1];
        return file != null && file.logicalId() == logicalId ? file : null;
    }

    /**
     * Makes the ring in which a logical id's low bits are its index; ids that are in use are consecutive, so they do not
     * meet, and of two that meet the younger is kept.
     */
    private void index() {
        ContainerFile[] made = new ContainerFile[Integer.highestOneBit(Math.max(1, files.size())) * 2];
        for (ContainerFile file : files) {
            int at = (int) file.logicalId() & made.length - 1;
            boolean used = file.logicalId() != ContainerEntry.NEVER_USED;
            if (used && (made[at] == null || made[at].logicalId() < file.logicalId())) {
                made[at] = file;
            }
        }
        ring = made;
    }

    /** Tells whether a further container is free. */
    public synchronized boolean hasFree(long baseContainer) {
        return usedCount(baseContainer) < files.size();
    }

    /**
     * Lets the free container that has been free longest take the next logical id.
     *
     * @return the container, or empty if none is free
     */
    public synchronized Optional<ContainerFile> assignNext(long baseContainer) {
        if (!hasFree(baseContainer)) {
            return Optional.empty();
        }
        ContainerFile free = null;
        for (ContainerFile file : files) {
            boolean isFree = file.logicalId() < baseContainer;
            if (isFree && (free == null || file.logicalId() < free.logicalId())) {
                free = file;
            }
        }
        head++;
        free.assign(head);
        index();
        return Optional.of(free);
    }

    /** Lets a container have the logical id that another process gave it; false if there is no such container. */
    synchronized boolean move(int physicalId, long logicalId) {
        for (ContainerFile file : files) {
            if (file.physicalId() == physicalId) {
                if (logicalId > file.logicalId()) {
                    file.assign(logicalId);
                    head = Math.max(head, logicalId);
                    index();
                }
                return true;
            }
        }
        return false;
    }

    /** Describes the containers as storage has them, for the metadata. */
    public synchronized List<ContainerEntry> entries() {
        List<ContainerEntry> entries = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            entries.add(files.get(i).entry());
        }
        return entries;
    }

    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        for (ContainerFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
