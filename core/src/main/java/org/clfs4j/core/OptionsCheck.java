package org.clfs4j.core;

import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/** Refuses options that no log can have. */
final class OptionsCheck {

    private static final int MAX_SECTOR_SIZE = 65536;
    private static final int MAX_ALIGNMENT = 1 << 20;

    private OptionsCheck() {}

    static void check(OpenOptions options) throws LogException {
        int sector = options.sectorSize();
        require(
                sector >= OpenOptions.DEFAULT_SECTOR_SIZE
                        && sector <= MAX_SECTOR_SIZE
                        && Integer.bitCount(sector) == 1,
                "The sector size must be a power of two from 512 to 65536 bytes, got " + sector);
        require(
                options.flushThreshold() > 0,
                "The flush threshold must be at least 1 byte, got " + options.flushThreshold());
    }

    static void check(MarshallingAreaOptions options) throws LogException {
        require(
                (options.allocate() == null) == (options.free() == null),
                "A marshalling area needs both an allocate and a free function, or neither; "
                        + (options.allocate() == null ? "allocate" : "free") + " is missing");
        require(
                options.blockSize() > 0 && options.blockSize() <= MarshallingAreaOptions.MAX_BLOCK_SIZE,
                "The block size must be from 1 to " + MarshallingAreaOptions.MAX_BLOCK_SIZE + " bytes, got "
                        + options.blockSize());
        require(
                options.maxWriteBlocks() > 0,
                "A marshalling area needs at least 1 write block, got " + options.maxWriteBlocks());
        require(
                options.maxReadBlocks() > 0,
                "A marshalling area needs at least 1 read block, got " + options.maxReadBlocks());
        int alignment = options.alignment();
        boolean heap = options.poolType() == PoolType.PAGED && options.allocate() == null;
        require(
                !heap || alignment <= PoolType.MAX_HEAP_ALIGNMENT,
                "Blocks of pool type PAGED from the built-in allocator have an alignment of at most "
                        + PoolType.MAX_HEAP_ALIGNMENT + " bytes, got " + alignment);
        require(
                alignment > 0 && alignment <= MAX_ALIGNMENT && Integer.bitCount(alignment) == 1,
                "The alignment must be a power of two from 1 to " + MAX_ALIGNMENT + " bytes, got " + alignment);
    }

    private static void require(boolean holds, String otherwise) throws LogException {
        if (!holds) {
            throw new LogUsageException(LogStatus.INVALID_PARAMETER, otherwise);
        }
    }
}
