package org.clfs4j.inspect;

import org.clfs4j.Lsn;

/**
 * The header of one log I/O block and its place in the files.
 *
 * @threading immutable
 * @param file the container's file name
 * @param offset the block's offset in that file, in bytes
 * @param lsn the LSN of its first record
 * @param place its physical place: logical container id and block offset, as an LSN with record 0
 * @param streamId the stream that it belongs to
 * @param length bytes on disk, whole sectors
 * @param usedLength bytes of header and records, without padding
 * @param recordCount how many record slots it has, aborted claims included
 * @param epoch the opening for writing that wrote it
 * @param durableUpTo everything below this LSN was durable when the block was written
 * @param checksum its CRC32C
 * @param previousChecksum the CRC32C of the block before it
 */
public record BlockHeader(
        String file,
        long offset,
        Lsn lsn,
        Lsn place,
        int streamId,
        int length,
        int usedLength,
        int recordCount,
        long epoch,
        Lsn durableUpTo,
        int checksum,
        int previousChecksum) {}
