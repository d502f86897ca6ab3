package org.clfs4j.core.container;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.io.LogMemory;

/**
 * The containers of one log and the queue that they form.
 *
 * <pre>
 *   logical ids:   … 7 │ 8   9   10 │ 11
 *                 free │ base … head│ the next free container takes this id
 * </pre>
 *
 * <p>Ids from the base's on are consecutive. Among smaller ones there may be gaps, since containers are removed only when
 * they hold nothing from the base on; the newest container always stays.
 *
 * @threading safe for concurrent use
 */
public final class ContainerTable implements Closeable {

    private final LogMemory memory;
    private final List<ContainerFile> files = new ArrayList<>();

    /** Containers that are gone from the log, and whose files may be there still. */
    private final List<ContainerEntry> leaving = new ArrayList<>();

    private volatile ContainerFile[] ring = new ContainerFile[1];
    private volatile long containerSize;
    private volatile long head = ContainerEntry.NEVER_USED;
    private volatile boolean removing;
    private int greatestPhysicalId;

    /**
     * Creates an empty table.
     *
     * @param memory what the containers hold is read into it
     */
    public ContainerTable(LogMemory memory) {
        this.memory = memory;
    }

    /** Returns the memory that the containers are read into. */
    public LogMemory memory() {
        return memory;
    }

    /** Adds open containers. */
    public synchronized void add(List<ContainerFile> added, long size) {
        containerSize = size;
        for (ContainerFile file : added) {
            files.add(file);
            head = Math.max(head, file.logicalId());
            greatestPhysicalId = Math.max(greatestPhysicalId, file.physicalId());
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

    /** Returns how many containers the metadata has to name: also those whose files are being deleted. */
    public synchronized int entryCount() {
        return files.size() + leaving.size();
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

    /** Returns a physical id that no container of this table has or had. */
    public synchronized int nextPhysicalId() {
        return greatestPhysicalId + 1;
    }

    /** Returns how many containers hold nothing from a base container on and can be used again. */
    public synchronized int freeCount(long baseContainer) {
        int free = 0;
        for (int i = 0; i < files.size(); i++) {
            free += isFree(files.get(i), baseContainer) ? 1 : 0;
        }
        return free;
    }

    private static boolean isFree(ContainerFile file, long baseContainer) {
        return file.logicalId() < baseContainer && !file.pendingDelete();
    }

    /** Returns all containers by physical id. */
    public synchronized List<ContainerFile> files() {
        return List.copyOf(files);
    }

    /** Returns the container with a file name, or empty if there is none. */
    public synchronized Optional<ContainerFile> named(String fileName) {
        return files.stream().filter(file -> file.fileName().equals(fileName)).findFirst();
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
        removing = !leaving.isEmpty() || files.stream().anyMatch(ContainerFile::pendingDelete);
    }

    /** Tells whether a further container is free. */
    public synchronized boolean hasFree(long baseContainer) {
        return freeCount(baseContainer) > 0;
    }

    /**
     * Lets the free container that has been free longest take the next logical id.
     *
     * @return the container, or empty if none is free
     */
    public synchronized Optional<ContainerFile> assignNext(long baseContainer) {
        ContainerFile free = null;
        for (ContainerFile file : files) {
            if (isFree(file, baseContainer) && (free == null || file.logicalId() < free.logicalId())) {
                free = file;
            }
        }
        if (free == null) {
            return Optional.empty();
        }
        head++;
        free.assign(head);
        index();
        return Optional.of(free);
    }

    /** Tells whether a container can go: it holds nothing from a container on, and is not the newest. */
    public synchronized boolean canGo(ContainerFile file, long keptFrom) {
        return file.logicalId() < keptFrom && (file.logicalId() < head || neverUsed(file.logicalId()));
    }

    /** Lets containers go as soon as they can; until then they stay part of the log and are not used again. */
    public synchronized void markPending(List<ContainerFile> going) {
        going.forEach(file -> file.pendingDelete(true));
        index();
    }

    /** Takes containers out of the log that can go; their files are still there, and open. */
    public synchronized void retire(List<ContainerFile> going) {
        for (ContainerFile file : going) {
            files.remove(file);
            ContainerEntry entry = file.entry();
            leaving.add(new ContainerEntry(
                    entry.physicalId(), entry.logicalId(), Removal.DELETING, entry.fileName()));
        }
        index();
    }

    /** Returns the containers that were to go as soon as they can, and can. */
    public synchronized List<ContainerFile> ripe(long keptFrom) {
        return files.stream().filter(file -> file.pendingDelete() && canGo(file, keptFrom)).toList();
    }

    /** Remembers a container that is gone from the log, and whose file may be there still. */
    synchronized void leave(ContainerEntry entry) {
        leaving.add(entry);
        greatestPhysicalId = Math.max(greatestPhysicalId, entry.physicalId());
        index();
    }

    /** Returns the containers that are gone from the log, and whose files may be there still. */
    public synchronized List<ContainerEntry> leaving() {
        return List.copyOf(leaving);
    }

    /** Forgets containers whose files are gone for ever. */
    public synchronized void left(List<ContainerEntry> gone) {
        leaving.removeAll(gone);
        index();
    }

    /** Tells whether a container waits for being deleted. */
    public boolean removing() {
        return removing;
    }

    /** Tells whether a container is in the table as another process describes it; takes over whether it is to go. */
    synchronized boolean knows(ContainerEntry entry) {
        for (ContainerFile file : files) {
            if (file.physicalId() == entry.physicalId() && file.fileName().equals(entry.fileName())) {
                boolean usedMeanwhile = file.logicalId() < entry.logicalId();
                boolean madeAnew = neverUsed(entry.logicalId()) && !neverUsed(file.logicalId());
                file.pendingDelete(entry.removal() == Removal.PENDING);
                return !usedMeanwhile && !madeAnew;
            }
        }
        return false;
    }

    private static boolean neverUsed(long logicalId) {
        return logicalId == ContainerEntry.NEVER_USED;
    }

    /**
     * Has from now on only the containers of some physical ids, and some that were opened in place of others or as well.
     *
     * @return those that are not in the table any more, still open
     */
    synchronized List<ContainerFile> become(Set<Integer> physicalIds, List<ContainerFile> opened, long size) {
        Set<Integer> replaced = opened.stream().map(ContainerFile::physicalId).collect(Collectors.toSet());
        List<ContainerFile> dropped = files.stream()
                .filter(file -> replaced.contains(file.physicalId()) || !physicalIds.contains(file.physicalId()))
                .toList();
        files.removeAll(dropped);
        add(opened, size);
        files.sort(Comparator.comparingInt(ContainerFile::physicalId));
        return dropped;
    }

    /** Describes the containers as storage has them, for the metadata. */
    public synchronized List<ContainerEntry> entries() {
        List<ContainerEntry> entries = new ArrayList<>(entryCount());
        for (int i = 0; i < files.size(); i++) {
            entries.add(files.get(i).entry());
        }
        entries.addAll(leaving);
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
