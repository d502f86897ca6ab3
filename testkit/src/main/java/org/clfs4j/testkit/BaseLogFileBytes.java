package org.clfs4j.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.clfs4j.LogName;

/**
 * A base log file's bytes, to be spoilt on purpose.
 *
 * <p>Knows of the common format only what no version of it changes: two slots of equal size, and in each the envelope
 * of magic number, version, length and checksum.
 */
final class BaseLogFileBytes {

    static final int SLOTS = 2;

    private static final int VERSION_OFFSET = 8;
    private static final int LENGTH_OFFSET = 12;
    private static final int CHECKSUM_OFFSET = 16;
    private static final int AFTER_CHECKSUM_OFFSET = 20;

    private final Path file;
    private final ByteBuffer bytes;

    private BaseLogFileBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static BaseLogFileBytes of(LogName name) throws IOException {
        return new BaseLogFileBytes(name.baseLogFile(), Files.readAllBytes(name.baseLogFile()));
    }

    /** Flips a bit of what a slot says, behind its envelope. */
    BaseLogFileBytes damage(int slot) {
        int at = start(slot) + AFTER_CHECKSUM_OFFSET + 20;
        bytes.put(at, (byte) (bytes.get(at) ^ 1));
        return this;
    }

    /** Makes a slot one of another version, in all else as it was. */
    BaseLogFileBytes version(int slot, int version) {
        int start = start(slot);
        bytes.putShort(start + VERSION_OFFSET, (short) version);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.array(), start, CHECKSUM_OFFSET);
        int length = bytes.getInt(start + LENGTH_OFFSET);
        checksum.update(bytes.array(), start + AFTER_CHECKSUM_OFFSET, length - AFTER_CHECKSUM_OFFSET);
        bytes.putInt(start + CHECKSUM_OFFSET, (int) checksum.getValue());
        return this;
    }

    void write() throws IOException {
        Files.write(file, bytes.array());
    }

    private int start(int slot) {
        return slot * (bytes.capacity() / SLOTS);
    }
}
