package org.clfs4j.core.baselog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.LogName;
import org.clfs4j.core.baselog.MetadataCodec.MalformedException;
import org.clfs4j.core.baselog.SlotReading.State;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * The file {@code <name>.blf}: two slots, written in turn and forced each time, so that one is always whole.
 *
 * @threading not thread-safe; its owner guards it
 */
public final class BaseLogFile implements Closeable {

    /** Bytes of the file. */
    public static final long SIZE = (long) MetadataFormat.SLOTS * MetadataFormat.SLOT_SIZE;

    private static final int WRITE_GRANULARITY = 4096;

    private static final String NO_MAGIC = "no magic number";

    private final StorageFile file;
    private final LogMemory memory;

    /** As large as the greatest piece of a slot that was needed so far. */
    private ByteBuffer slot;

    private int newest;

    private BaseLogFile(StorageFile file, LogMemory memory) {
        this.file = file;
        this.memory = memory;
        this.slot = memory.io(WRITE_GRANULARITY);
    }

    /** Returns the name of a log's base log file. */
    public static String fileName(String logName) {
        return logName + LogName.BASE_LOG_FILE_EXTENSION;
    }

    /** Creates the file, with nothing in it; not forced. */
    public static void create(Storage storage, String logName) throws IOException {
        storage.create(fileName(logName), SIZE).close();
    }

    /** Opens a file that was created and has no metadata yet, so that the first is written into the first slot. */
    public static BaseLogFile openNew(Storage storage, LogMemory memory, String logName) throws IOException {
        BaseLogFile opened = open(storage, memory, logName, true);
        opened.newest = MetadataFormat.SLOTS - 1;
        return opened;
    }

    /** Tells whether the file ends before its second slot does, because its creation was cut off. */
    public static boolean isShort(Storage storage, String logName) throws IOException {
        try (StorageFile file = storage.open(fileName(logName), false)) {
            return file.size() < SIZE;
        }
    }

    /**
     * Opens the file.
     *
     * @param memory slots are kept in it until the file is closed
     */
    public static BaseLogFile open(Storage storage, LogMemory memory, String logName, boolean writable)
            throws IOException {
        return new BaseLogFile(storage.open(fileName(logName), writable), memory);
    }

    /** Returns the file's name. */
    public String name() {
        return file.name();
    }

    /** Reads both slots as they are. */
    public List<SlotReading> readSlots() throws IOException {
        return List.of(readSlot(0), readSlot(1));
    }

    /**
     * Reads the metadata to believe.
     *
     * @throws LogException if there is none that can be believed
     * @throws IOException if the file cannot be read
     */
    public Reading read() throws LogException, IOException {
        List<SlotReading> slots = readSlots();
        SlotReading first = slots.get(0);
        SlotReading second = slots.get(1);
        boolean unfinished = second.state() == State.EMPTY && cutShort(first);
        SlotChoice choice =
                unfinished ? SlotChoice.NOTHING_WRITTEN : SlotChoice.of(first.state(), second.state());
        switch (choice) {
            case NEWER_VERSION -> throw LogException.of(
                    LogStatus.BLOCK_VERSION,
                    file.name() + ": " + (first.state() == State.NEWER ? first : second).reason());
            case NOTHING_WRITTEN -> throw new LogDamagedException(
                    LogStatus.METADATA_INVALID,
                    file.name() + " is not a log's base log file, or of a log whose creation was not finished:"
                            + " both metadata slots are empty, or the file ends before them");
            case BOTH_DAMAGED -> throw new LogDamagedException(
                    neverALog(first) && neverALog(second)
                            ? LogStatus.METADATA_INVALID
                            : LogStatus.METADATA_CORRUPT,
                    file.name() + " is not a log's base log file or is damaged: first metadata slot: "
                            + first.reason() + "; second: " + second.reason());
            default -> {}
        }
        boolean firstIsNewer = second.metadata().isEmpty()
                || first.metadata().isPresent()
                        && first.metadata().get().dumpCount()
                                > second.metadata().get().dumpCount();
        newest = firstIsNewer ? 0 : 1;
        SlotReading chosen = firstIsNewer ? first : second;
        SlotReading other = firstIsNewer ? second : first;
        return new Reading(chosen.metadata().orElseThrow(), choice, other.reason());
    }

    /**
     * Reads the metadata that another process has written meanwhile.
     *
     * @param old the metadata that was read before
     * @param failure what cannot be explained by a writer that went on
     * @throws LogException the failure, if there is no newer metadata
     * @throws IOException if the file cannot be read
     */
    public Metadata readNewer(Metadata old, LogException failure) throws LogException, IOException {
        Metadata now = read().metadata();
        if (now.dumpCount() == old.dumpCount()) {
            throw failure;
        }
        return now;
    }

    private static boolean neverALog(SlotReading slot) {
        return slot.state() == State.EMPTY || slot.reason().startsWith(NO_MAGIC);
    }

    /**
     * The metadata to believe.
     *
     * @param metadata what it says
     * @param choice why this slot
     * @param otherReason why the other slot is not intact; empty if it is
     */
    public record Reading(Metadata metadata, SlotChoice choice, String otherReason) {}

    /**
     * Tells whether the log's creation was interrupted: nothing was ever written but zeros, or only the first write was
     * begun. Such a log never held anything.
     *
     * @throws IOException if the file cannot be read
     */
    public boolean creationUnfinished() throws IOException {
        if (file.size() > SIZE) {
            return false;
        }
        SlotReading first = readSlot(0);
        boolean firstBegun = first.state() == State.EMPTY
                || first.state() == State.DAMAGED && beginsAsMagic(slot.getLong(MetadataFormat.MAGIC_OFFSET))
                || cutShort(first);
        return firstBegun && readSlot(1).state() == State.EMPTY;
    }

    /** The magic number, or some of its bytes and then zeros: a write may be torn anywhere. */
    private static boolean beginsAsMagic(long found) {
        long bytes = Long.SIZE - Long.numberOfLeadingZeros(found) + Byte.SIZE - 1 & -Byte.SIZE;
        return found != 0 && found << Long.SIZE - bytes == MetadataFormat.MAGIC << Long.SIZE - bytes;
    }

    /** Creation forces the file with its first metadata; if its size got lost, it was not forced. */
    private boolean cutShort(SlotReading first) throws IOException {
        return file.size() < SIZE
                && first.metadata().isPresent()
                && first.metadata().get().dumpCount() == Metadata.FIRST_DUMP;
    }

    /**
     * Tells whether the newer slot says that the log's files are being deleted.
     *
     * @throws IOException if the file cannot be read
     */
    public boolean saysDeleted() throws IOException {
        Metadata newer = null;
        for (SlotReading slot : readSlots()) {
            Metadata metadata = slot.metadata().orElse(null);
            if (metadata != null && (newer == null || metadata.dumpCount() > newer.dumpCount())) {
                newer = metadata;
            }
        }
        return newer != null && newer.life() == Metadata.Life.DELETED;
    }

    private SlotReading readSlot(int index) throws IOException {
        int read = readInUse((long) index * MetadataFormat.SLOT_SIZE);
        if (allZero(read)) {
            return SlotReading.not(State.EMPTY, "never written");
        }
        if (read < MetadataFormat.LISTS_OFFSET) {
            return SlotReading.not(State.DAMAGED, NO_MAGIC + ": the file ends at byte " + file.size());
        }
        long magic = slot.getLong(MetadataFormat.MAGIC_OFFSET);
        if (magic != MetadataFormat.MAGIC) {
            return SlotReading.not(State.DAMAGED, NO_MAGIC + String.format(": expected CLFSMETA, found 0x%016x", magic));
        }
        int length = slot.getInt(MetadataFormat.LENGTH_OFFSET);
        if (length < MetadataFormat.ENVELOPE_LENGTH || length > read) {
            return SlotReading.not(State.DAMAGED, "length out of range: " + length);
        }
        int stored = slot.getInt(MetadataFormat.CHECKSUM_OFFSET);
        int computed = MetadataFormat.checksum(slot, length);
        slot.clear();
        if (stored != computed) {
            return SlotReading.not(
                    State.DAMAGED, String.format("checksum 0x%08x expected, 0x%08x found", computed, stored));
        }
        int version = Short.toUnsignedInt(slot.getShort(MetadataFormat.VERSION_OFFSET));
        if (version != MetadataFormat.VERSION) {
            return SlotReading.not(
                    State.NEWER,
                    "format version " + version + " is newer than version " + MetadataFormat.VERSION
                            + ", which this clfs4j knows; use a newer clfs4j");
        }
        if (length < MetadataFormat.LISTS_OFFSET) {
            return SlotReading.not(State.DAMAGED, "length out of range: " + length);
        }
        try {
            return SlotReading.intact(MetadataCodec.decode(slot, length));
        } catch (MalformedException e) {
            return SlotReading.not(State.DAMAGED, e.getMessage());
        }
    }

    /** Reads what a slot says that it is long, or all of it if it says nothing. */
    private int readInUse(long position) throws IOException {
        slot.clear().limit(WRITE_GRANULARITY);
        int read = file.read(slot, position);
        boolean said = read == WRITE_GRANULARITY
                && slot.getLong(MetadataFormat.MAGIC_OFFSET) == MetadataFormat.MAGIC
                && Integer.compareUnsigned(slot.getInt(MetadataFormat.LENGTH_OFFSET), read) <= 0;
        if (!said) {
            reserve(MetadataFormat.SLOT_SIZE);
            read = file.read(slot.clear().limit(MetadataFormat.SLOT_SIZE), position);
        }
        slot.clear();
        return read;
    }

    private void reserve(int length) {
        if (slot.capacity() < length) {
            ByteBuffer larger = memory.io(length);
            memory.free(slot);
            slot = larger;
        }
    }

    private boolean allZero(int read) {
        int at = 0;
        while (at + Long.BYTES <= read && slot.getLong(at) == 0) {
            at += Long.BYTES;
        }
        while (at < read && slot.get(at) == 0) {
            at++;
        }
        return at == read;
    }

    /**
     * Writes metadata into the slot that does not hold the newest, and forces it.
     *
     * @return the number of bytes written
     * @throws IOException if that failed; the other slot is untouched
     */
    public int write(Metadata metadata) throws IOException {
        return write(metadata, 1 - newest);
    }

    /**
     * Writes the metadata that was read again, into the slot that it was read from, and forces it. It may exist in the
     * operating system's memory only, and until it is durable the other slot must not be touched.
     *
     * @throws IOException if that failed; the other slot is untouched
     */
    public void confirm(Metadata metadata) throws IOException {
        write(metadata, newest);
    }

    private int write(Metadata metadata, int target) throws IOException {
        reserve(Math.min(
                Sectors.roundUp(MetadataCodec.greatestLength(metadata), WRITE_GRANULARITY), MetadataFormat.SLOT_SIZE));
        int length = MetadataCodec.encode(metadata, slot);
        int padded = Math.min(Sectors.roundUp(length, WRITE_GRANULARITY), MetadataFormat.SLOT_SIZE);
        for (int i = length; i < padded; i++) {
            slot.put(i, (byte) 0);
        }
        file.writeDurably(slot.limit(padded).position(0), (long) target * MetadataFormat.SLOT_SIZE);
        newest = target;
        return padded;
    }

    @Override
    public void close() throws IOException {
        memory.free(slot);
        file.close();
    }
}
