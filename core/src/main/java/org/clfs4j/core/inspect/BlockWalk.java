package org.clfs4j.core.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockChain.Step;
import org.clfs4j.core.container.BlockSearch;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.RecordHeader;

/**
 * Shows a visitor every block of a stretch of the log, and every stretch that holds none.
 *
 * @threading not thread-safe
 */
final class BlockWalk {

    private final Metadata metadata;
    private final ContainerTable table;
    private final long logEnd;
    private final Checksum checksum;
    private long bytes;
    private long first;
    private long last;

    BlockWalk(Metadata metadata, ContainerTable table, long logEnd) {
        this.metadata = metadata;
        this.table = table;
        this.logEnd = logEnd;
        this.checksum = Checksum.of(metadata.identity());
    }

    /** Returns bytes of all blocks that were shown. */
    long bytes() {
        return bytes;
    }

    /** Returns how far a place is from where the walk began, in bytes. */
    long done(long place) {
        return distance(first, place);
    }

    /** Returns how far the walk goes, in bytes. */
    long total() {
        return distance(first, last);
    }

    private long distance(long from, long to) {
        return (Place.container(to) - Place.container(from)) * table.containerSize()
                + Place.offset(to)
                - Place.offset(from);
    }

    void run(long from, long end, BlockVisitor visitor) throws IOException {
        try (BlockWindow window = BlockWindow.growing(table, checksum, metadata.sectorSize())) {
            run(window, from, end, visitor);
        }
    }

    private void run(BlockWindow window, long from, long end, BlockVisitor visitor) throws IOException {
        BlockChain chain = new BlockChain(table, window);
        first = from;
        last = end;
        chain.cut(metadata.durableUpTo(), metadata.epoch());
        chain.start(from);
        while (Place.less(chain.place(), end)) {
            if (chain.next(Place.NONE) == Step.BLOCK) {
                show(window.memory(), window.block(), chain.blockPlace(), visitor);
            } else if (!chain.recall()) {
                chain.lose(tell(chain, visitor));
            }
        }
    }

    private long tell(BlockChain chain, BlockVisitor visitor) throws IOException {
        long behind;
        try (BlockSearch search = new BlockSearch(table, checksum, metadata.sectorSize())) {
            behind = search.find(
                            chain.place(),
                            BlockSearch.EVERYWHERE,
                            found -> Place.less(found.place(), logEnd) && chain.mayFollow(found))
                    .map(Found::place)
                    .orElse(logEnd);
        }
        visitor.damage(chain.damage(behind));
        return behind;
    }

    private void show(ByteBuffer memory, int block, long place, BlockVisitor visitor) {
        ContainerFile file = table.find(Place.container(place));
        int count = BlockFormat.recordCount(memory, block);
        long lsn = BlockFormat.lsn(memory, block);
        int length = BlockFormat.length(memory, block);
        bytes += length;
        visitor.block(new BlockHeader(
                file.fileName(),
                ContainerFile.filePosition(Place.offset(place)),
                Lsn.of(lsn),
                Lsn.of(BlockFormat.place(memory, block)),
                BlockFormat.streamId(memory, block),
                length,
                BlockFormat.usedLength(memory, block),
                count,
                BlockFormat.epoch(memory, block),
                Lsn.of(BlockFormat.durableUpTo(memory, block)),
                BlockFormat.checksum(memory, block),
                BlockFormat.previousChecksum(memory, block)));
        int record = block + BlockFormat.HEADER_LENGTH;
        for (int number = 0; number < count; number++) {
            int flags = RecordFormat.flags(memory, record);
            int payload = RecordFormat.payloadLength(memory, record);
            visitor.record(new RecordHeader(
                    Lsn.of(lsn + number),
                    type(RecordFormat.type(memory, record)),
                    record - block,
                    payload,
                    Lsn.of(RecordFormat.link(memory, record, RecordFormat.FLAG_PREVIOUS)),
                    Lsn.of(RecordFormat.link(memory, record, RecordFormat.FLAG_UNDO_NEXT))));
            record += RecordFormat.length(flags, payload);
        }
    }

    private static Optional<RecordType> type(int code) {
        return switch (code) {
            case RecordFormat.TYPE_DATA -> Optional.of(RecordType.DATA);
            case RecordFormat.TYPE_RESTART -> Optional.of(RecordType.RESTART);
            default -> Optional.empty();
        };
    }
}
