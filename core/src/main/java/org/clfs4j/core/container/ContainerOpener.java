package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogKind;
import java.util.Set;
import java.util.stream.Collectors;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.ContainerHeaderFormat.Header;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * Opens the containers that the metadata names and holds their headers against it: the rows of the table "Containers" in
 * {@code docs/recovery.md}.
 *
 * <p>The header is written before the metadata, so it may be newer by what the metadata had no time to say. It is older
 * only if it is damaged, or if storage lost what it had reported as forced.
 */
public final class ContainerOpener {

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).asReadOnlyBuffer();

    private final Storage storage;
    private final LogMemory memory;
    private final Metadata metadata;
    private final boolean writable;
    private final List<String> notes;

    /**
     * Creates an opener.
     *
     * @param writable whether the log is opened for writing; then a header is refused that the metadata cannot stand in for
     * @param notes receives one sentence for each oddity that harms nothing
     */
    public ContainerOpener(
            Storage storage, LogMemory memory, Metadata metadata, boolean writable, List<String> notes) {
        this.storage = storage;
        this.memory = memory;
        this.metadata = metadata;
        this.writable = writable;
        this.notes = notes;
    }

    /** Opens all containers but those that are gone from the log; on failure none stays open. */
    public ContainerTable open() throws LogException, IOException {
        List<ContainerEntry> staying = staying();
        ContainerTable table = new ContainerTable(memory);
        table.add(open(staying), metadata.containerSize());
        metadata.containers().stream().filter(entry -> !staying.contains(entry)).forEach(table::leave);
        return table;
    }

    /** C9: what is being deleted holds nothing that is needed, and may be gone already. */
    private List<ContainerEntry> staying() {
        return metadata.containers().stream()
                .filter(entry -> entry.removal() != Removal.DELETING)
                .toList();
    }

    private List<ContainerFile> open(List<ContainerEntry> entries) throws LogException, IOException {
        List<ContainerFile> opened = new ArrayList<>();
        ByteBuffer header = memory.io(ContainerHeaderFormat.HEADER_SIZE);
        try {
            for (ContainerEntry entry : entries) {
                opened.add(open(entry, header).pendingDelete(entry.removal() == Removal.PENDING));
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            for (ContainerFile file : opened) {
                file.close();
            }
            throw e;
        } finally {
            memory.free(header);
        }
    }

    /**
     * Brings a table up to what the metadata says now. A container with a new logical id is opened anew, since it may be
     * another one of the same name; on failure the table is as it was.
     */
    public void refresh(ContainerTable table) throws LogException, IOException {
        List<ContainerEntry> staying = staying();
        List<ContainerFile> opened =
                open(staying.stream().filter(entry -> !table.knows(entry)).toList());
        Set<Integer> ids = staying.stream().map(ContainerEntry::physicalId).collect(Collectors.toSet());
        for (ContainerFile dropped : table.become(ids, opened, metadata.containerSize())) {
            dropped.close();
        }
    }

    private ContainerFile open(ContainerEntry entry, ByteBuffer header) throws LogException, IOException {
        StorageFile file;
        try {
            file = storage.open(entry.fileName(), writable);
        } catch (NoSuchFileException e) {
            throw refuse(entry, "is missing", e);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            throw refuse(entry, "cannot be opened: " + e.getMessage(), e);
        }
        try {
            return check(entry, file, header);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private ContainerFile check(ContainerEntry entry, StorageFile file, ByteBuffer header)
            throws LogException, IOException {
        long indexSize = metadata.kind() == LogKind.MULTIPLEXED
                ? IndexFormat.areaSize(metadata.containerSize(), metadata.sectorSize())
                : 0;
        long expectedSize = ContainerHeaderFormat.HEADER_SIZE + metadata.containerSize() + indexSize;
        if (file.size() != expectedSize) {
            throw refuse(entry, "has " + file.size() + " bytes, expected " + expectedSize, null);
        }
        file.read(header.clear(), 0);
        Optional<Header> newest = newest(header);
        if (newest.isEmpty()) {
            return withoutHeader(entry, file, header);
        }
        Header found = newest.get();
        if (!found.identity().equals(metadata.identity())) {
            throw refuse(
                    entry, "belongs to log " + found.identity() + ", expected " + metadata.identity(), null);
        }
        if (found.physicalId() != entry.physicalId() || found.size() != metadata.containerSize()) {
            throw refuse(
                    entry,
                    "is container " + found.physicalId() + " of size " + found.size() + ", expected container "
                            + entry.physicalId() + " of size " + metadata.containerSize(),
                    null);
        }
        if (found.logicalId() < entry.logicalId()) {
            String older = "has a header with logical id " + found.logicalId() + ", older than " + entry.logicalId()
                    + " in the metadata";
            if (writable && !oneDamaged(header)) {
                throw refuse(entry, older, null);
            }
            return trustMetadata(entry, file, found.activation() + 1, older);
        }
        return found.logicalId() > entry.logicalId()
                ? ContainerFile.unconfirmed(file, found)
                : ContainerFile.of(entry.physicalId(), file, found.logicalId(), found.activation());
    }

    private ContainerFile withoutHeader(ContainerEntry entry, StorageFile file, ByteBuffer header)
            throws LogException {
        boolean neverUsed = entry.logicalId() == ContainerEntry.NEVER_USED;
        if (neverUsed && fresh(header)) {
            return ContainerFile.of(entry.physicalId(), file, entry.logicalId(), 0);
        }
        if (writable && (neverUsed || !ofThisLog(header))) {
            throw refuse(entry, "has no intact header: damaged or foreign", null);
        }
        return trustMetadata(entry, file, 1, "has no intact header");
    }

    /** The metadata names a logical id only after the header that says it was forced; every block says it, too. */
    private ContainerFile trustMetadata(ContainerEntry entry, StorageFile file, long activation, String why) {
        notes.add("container " + entry.fileName() + " " + why + "; its logical id is taken from the metadata");
        Header instead = new Header(
                metadata.identity(),
                entry.physicalId(),
                entry.logicalId(),
                metadata.epoch(),
                metadata.containerSize(),
                activation);
        return ContainerFile.unconfirmed(file, instead).damaged(why);
    }

    /** Tells whether a slot holds something that is not intact. */
    private static boolean oneDamaged(ByteBuffer header) {
        for (int i = 0; i < ContainerHeaderFormat.SLOTS; i++) {
            ByteBuffer slot = slot(header, i);
            if (ContainerHeaderFormat.get(slot).isEmpty() && slot.mismatch(ZEROS) != -1) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a slot that is not intact names this log all the same. */
    private boolean ofThisLog(ByteBuffer header) {
        for (int i = 0; i < ContainerHeaderFormat.SLOTS; i++) {
            if (ContainerHeaderFormat.identity(slot(header, i)).equals(metadata.identity())) {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer slot(ByteBuffer header, int index) {
        return header.slice(index * ContainerHeaderFormat.SLOT_SIZE, ContainerHeaderFormat.SLOT_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A container that was never used is zero, but for what a crash in its first activation may have left. */
    private static boolean fresh(ByteBuffer header) {
        int firstSlot = ContainerHeaderFormat.SLOT_SIZE;
        for (int i = 0; i < ContainerHeaderFormat.HEADER_SIZE; i++) {
            boolean torn = i >= firstSlot && i < firstSlot + ContainerHeaderFormat.LENGTH;
            if (header.get(i) != 0 && !torn) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Header> newest(ByteBuffer header) {
        Optional<Header> newest = Optional.empty();
        for (int i = 0; i < ContainerHeaderFormat.SLOTS; i++) {
            Optional<Header> found = ContainerHeaderFormat.get(slot(header, i));
            if (found.isPresent()
                    && (newest.isEmpty()
                            || found.get().activation() > newest.get().activation())) {
                newest = found;
            }
        }
        return newest;
    }

    private LogException refuse(ContainerEntry entry, String what, Exception cause) {
        return new LogDamagedException(
                LogStatus.CONTAINER_OPEN_FAILED,
                "Container " + entry.fileName() + " in " + storage.identity() + " " + what
                        + "; restore the file, or open a copy of the log",
                cause);
    }
}
