package org.clfs4j.itests.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file's bytes, to be spoilt. */
final class Bytes {

    private Bytes() {}

    /** Flips bits of one byte; once more gives the file back as it was. */
    static void flip(Path file, long offset, int bits) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ bits);
        }
    }

    /** Replaces bytes and returns the old ones. */
    static byte[] replace(Path file, long offset, byte[] with) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] old = new byte[with.length];
            bytes.seek(offset);
            bytes.readFully(old);
            bytes.seek(offset);
            bytes.write(with);
            return old;
        }
    }
}
