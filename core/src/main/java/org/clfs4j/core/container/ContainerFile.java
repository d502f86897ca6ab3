package org.clfs4j.core.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.ContainerHeaderFormat.Header;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * One container's file: a pair of header slots, then blocks.
 *
 * @threading reading and writing of blocks is safe for concurrent use; {@link #activate} is confined to the flush leader
 */
public final class ContainerFile implements Closeable {

    private final int physicalId;
    private final StorageFile file;
    private volatile long logicalId;
    private volatile long storedLogicalId;
    private volatile boolean pendingDelete;
    private long activation;

    /** What the header has to say and may not say durably. */
    private Optional<Header> unconfirmed = Optional.empty();

    private String headerDamage = "";

    private ContainerFile(int physicalId, StorageFile file, long logicalId, long activation) {
        this.physicalId = physicalId;
        this.file = file;
        this.logicalId = logicalId;
        this.storedLogicalId = logicalId;
        this.activation = activation;
    }

    /** Creates the file of a container without an index, all zeros; not forced. */
    public static ContainerFile create(Storage storage, String fileName, int physicalId, long size)
            throws IOException {
        return create(storage, fileName, physicalId, size, 0);
    }

    /**
     * Creates a container's file, all zeros; not forced.
     *
     * @param size bytes for blocks
     * @param indexSize bytes behind them for an index
     */
    public static ContainerFile create(Storage storage, String fileName, int physicalId, long size, long indexSize)
            throws IOException {
        StorageFile file = storage.create(fileName, ContainerHeaderFormat.HEADER_SIZE + size + indexSize);
        return new ContainerFile(physicalId, file, ContainerEntry.NEVER_USED, 0);
    }

    /** Wraps an open file whose header was read. */
    static ContainerFile of(int physicalId, StorageFile file, long logicalId, long activation) {
        return new ContainerFile(physicalId, file, logicalId, activation);
    }

    /** Wraps an open file whose header says more than the metadata, or ought to. */
    static ContainerFile unconfirmed(StorageFile file, Header header) {
        ContainerFile container = of(header.physicalId(), file, header.logicalId(), header.activation());
        container.unconfirmed = Optional.of(header);
        return container;
    }

    /** Remembers what is wrong with the header on storage. */
    ContainerFile damaged(String what) {
        headerDamage = what;
        return this;
    }

    /** Tells what was wrong with the header when the container was opened; empty if nothing was. */
    public String headerDamage() {
        return headerDamage;
    }

    /** Returns the container's number, fixed for life. */
    public int physicalId() {
        return physicalId;
    }

    /** Returns the container id in the LSNs of its blocks, or {@link ContainerEntry#NEVER_USED}. */
    public long logicalId() {
        return logicalId;
    }

    /**
     * Describes the container as its header on storage does, for the metadata; the logical id is older than
     * {@link #logicalId} while the first block of the new one is still in the flush queue.
     */
    public ContainerEntry entry() {
        return new ContainerEntry(
                physicalId, storedLogicalId, pendingDelete ? Removal.PENDING : Removal.NONE, file.name());
    }

    /** Tells whether the container goes as soon as it holds nothing that is needed; it is not used again. */
    public boolean pendingDelete() {
        return pendingDelete;
    }

    /** Lets the container go as soon as it holds nothing that is needed. */
    ContainerFile pendingDelete(boolean pending) {
        pendingDelete = pending;
        return this;
    }

    /** Returns the file's name. */
    public String fileName() {
        return file.name();
    }

    /** Returns where a block offset lies in the file. */
    public static long filePosition(long blockOffset) {
        return ContainerHeaderFormat.HEADER_SIZE + blockOffset;
    }

    /** Reads from a block offset until the buffer or the file ends and returns the number of bytes. */
    public int read(ByteBuffer target, long blockOffset) throws IOException {
        return file.read(target, filePosition(blockOffset));
    }

    /** Writes whole sectors at a block offset; not forced. */
    public void write(ByteBuffer source, long blockOffset) throws IOException {
        file.write(source, filePosition(blockOffset));
    }

    /** Writes whole sectors that follow each other and makes everything written durable. */
    public void writeDurably(ByteBuffer[] sources, int count, long blockOffset) throws IOException {
        file.writeDurably(sources, count, filePosition(blockOffset));
    }

    /** Writes zeros over some sectors and forces them, so that nothing is found there. */
    public void erase(int length, long blockOffset) throws IOException {
        file.writeDurably(ByteBuffer.allocate(length), filePosition(blockOffset));
    }

    /** Makes everything written durable. */
    public void force() throws IOException {
        file.force();
    }

    /** Takes a place in the queue: from now on LSNs with this logical id mean this file. Not durable yet. */
    void assign(long newLogicalId) {
        logicalId = newLogicalId;
    }

    /**
     * Writes and forces the header that says which logical id the container has.
     *
     * @param slot a little-endian buffer of a slot's size, all zero but for what an earlier activation put there
     */
    public void activate(UUID identity, long newLogicalId, long epoch, long size, ByteBuffer slot)
            throws IOException {
        activation++;
        writeHeader(new Header(identity, physicalId, newLogicalId, epoch, size, activation), slot);
        storedLogicalId = newLogicalId;
    }

    /**
     * Writes and forces the header again if the metadata did not know what it says: then it was perhaps never forced, and
     * exists in the operating system's memory only. No metadata may say the same before. A header that is damaged is
     * written anew in the same way.
     */
    public void confirm() throws IOException {
        if (unconfirmed.isPresent()) {
            ByteBuffer slot = ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
            writeHeader(unconfirmed.get(), slot);
            unconfirmed = Optional.empty();
        }
    }

    private void writeHeader(Header header, ByteBuffer slot) throws IOException {
        ContainerHeaderFormat.put(slot, header);
        int index = (int) (header.activation() % ContainerHeaderFormat.SLOTS);
        file.writeDurably(slot, (long) index * ContainerHeaderFormat.SLOT_SIZE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
