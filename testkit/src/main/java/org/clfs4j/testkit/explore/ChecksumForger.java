package org.clfs4j.testkit.explore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * Mends every checksum while it is read, as if nobody checked them. Offsets are those of {@code docs/format.md}, written
 * down once more so that a mistake in the engine is not repeated here.
 */
final class ChecksumForger extends StorageDisguise {

    private static final int SECTOR = 512;
    private static final int BLOCK_MAGIC = magic("CLFB");
    private static final int CONTAINER_MAGIC = magic("CLFC");
    private static final long METADATA_MAGIC = magic("CLFS") | (long) magic("META") << 32;
    private static final int CHECKSUM = 4;
    private static final int BLOCK_LENGTH = 48;
    private static final int HEADER_LENGTH = 64;
    private static final int CONTAINER_IDENTITY = 16;
    private static final int METADATA_LENGTH = 12;
    private static final int METADATA_CHECKSUM = 16;
    private static final int METADATA_IDENTITY = 32;
    private static final int IDENTITY_LENGTH = 16;

    private byte[] identity;

    ChecksumForger(Storage real) {
        super(real);
    }

    private static int magic(String characters) {
        int magic = 0;
        for (int i = 0; i < characters.length(); i++) {
            magic |= characters.charAt(i) << 8 * i;
        }
        return magic;
    }

    @Override
    StorageFile wrap(StorageFile file) {
        return new File(file) {
            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                int start = target.position();
                int length = super.read(target, position);
                mend(target.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear(), start, length);
                return length;
            }
        };
    }

    private void mend(ByteBuffer bytes, int start, int length) {
        for (int at = start; at + HEADER_LENGTH <= start + length; at += SECTOR) {
            int left = start + length - at;
            int magic = bytes.getInt(at);
            if (magic == CONTAINER_MAGIC) {
                identity = identity(bytes, at + CONTAINER_IDENTITY);
                bytes.putInt(at + CHECKSUM, crc(bytes, at + 8, HEADER_LENGTH - 8, new CRC32C()));
            } else if (magic == BLOCK_MAGIC && identity != null) {
                int blockLength = bytes.getInt(at + BLOCK_LENGTH);
                if (blockLength >= HEADER_LENGTH && blockLength <= left) {
                    CRC32C crc = new CRC32C();
                    crc.update(identity);
                    bytes.putInt(at + CHECKSUM, crc(bytes, at + 8, blockLength - 8, crc));
                }
            } else if (magic == (int) METADATA_MAGIC && bytes.getLong(at) == METADATA_MAGIC) {
                int contents = bytes.getInt(at + METADATA_LENGTH);
                if (contents >= HEADER_LENGTH && contents <= left) {
                    identity = identity(bytes, at + METADATA_IDENTITY);
                    CRC32C crc = new CRC32C();
                    crc(bytes, at, METADATA_CHECKSUM, crc);
                    bytes.putInt(
                            at + METADATA_CHECKSUM,
                            crc(bytes, at + METADATA_CHECKSUM + 4, contents - METADATA_CHECKSUM - 4, crc));
                }
            }
        }
    }

    private static byte[] identity(ByteBuffer bytes, int at) {
        byte[] identity = new byte[IDENTITY_LENGTH];
        bytes.get(at, identity);
        return identity;
    }

    private static int crc(ByteBuffer bytes, int from, int length, CRC32C crc) {
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }
}
