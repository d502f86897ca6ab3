package org.clfs4j.testkit.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.clfs4j.core.io.StorageFile;

/** A disk with its storage, and short words for what tests do with them. */
final class DiskFixture {

    static final int SECTOR = PowerCut.SECTOR;

    final SimDisk disk = new SimDisk();
    final SimStorage storage = new SimStorage(disk);

    /** Creates a file of zeros that is wholly durable. */
    StorageFile durableFile(String name, long size) throws IOException {
        StorageFile file = storage.create(name, size);
        file.force();
        storage.forceDirectory();
        return file;
    }

    /** Writes sectors that are full of one value. */
    static void write(StorageFile file, int sector, int count, int value) throws IOException {
        file.write(ByteBuffer.wrap(filled(count * SECTOR, value)), (long) sector * SECTOR);
    }

    /** Returns the value that each sector of a file is full of, or -1 where it is full of different ones. */
    static int[] sectors(SimDisk disk, String name) throws IOException {
        StorageFile file = new SimStorage(disk).open(name, false);
        int[] values = new int[(int) (file.size() / SECTOR)];
        for (int i = 0; i < values.length; i++) {
            byte[] sector = bytes(disk, name, (long) i * SECTOR, SECTOR);
            values[i] = Arrays.equals(sector, filled(SECTOR, sector[0])) ? sector[0] : -1;
        }
        return values;
    }

    static byte[] bytes(SimDisk disk, String name, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        new SimStorage(disk).open(name, false).read(target, position);
        return Arrays.copyOf(target.array(), target.position());
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Returns what is left when everything unforced is torn and each sector keeps so many of its first bytes. */
    static PowerCut tearing(int... survivingBytes) {
        return new PowerCut() {
            @Override
            public Fate fate(int number, Unforced what) {
                return Fate.TORN;
            }

            @Override
            public int survivingBytes(int number, Unforced what, int sector) {
                return survivingBytes[sector];
            }
        };
    }
}
