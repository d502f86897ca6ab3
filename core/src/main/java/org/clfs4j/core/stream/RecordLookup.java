package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.container.BlockChain;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;

/**
 * Tells what is in a block in a container.
 *
 * @threading safe for concurrent use
 */
public final class RecordLookup {

    private final ContainerTable table;
    private final Checksum checksum;
    private final int sectorSize;
    private BlockWindow window;

    /** Creates a look-up in one log's containers. */
    public RecordLookup(ContainerTable table, Checksum checksum, int sectorSize) {
        this.table = table;
        this.checksum = checksum;
        this.sectorSize = sectorSize;
    }

    /**
     * A block in a container.
     *
     * @param place where it begins
     * @param length bytes on storage
     */
    public record Block(long place, int length, int recordCount, int checksum, ContainerFile container) {}

    /**
     * Tells whether a record is there; only for blocks that are durable.
     *
     * @param place where its block begins
     * @param number its number in the block
     */
    public synchronized boolean exists(long place, int number) throws LogException {
        try {
            return load(place) && number < BlockFormat.recordCount(window.memory(), window.block());
        } catch (IOException e) {
            refuseUnlessPassed(place, e);
            return false;
        }
    }

    /** A container that the base has passed meanwhile may have been removed. */
    private void refuseUnlessPassed(long place, IOException e) throws LogException {
        if (table.find(Place.container(place)) != null) {
            throw new LogFailedException(
                    LogStatus.CONTAINER_READ_FAILED, "Reading the block at " + Place.text(place) + " failed: " + e, e);
        }
    }

    /**
     * Describes a block that is durable, if it is there.
     *
     * @return the block, or {@code null} if there is no intact one at a place
     */
    public synchronized Block find(long place) throws LogException {
        try {
            return load(place) ? loaded(place) : null;
        } catch (IOException e) {
            refuseUnlessPassed(place, e);
            return null;
        }
    }

    /**
     * Tells whether a block ends at a place, in a log of one stream; only for blocks that are durable. Slow, since it goes there from
     * the start of the container.
     */
    public boolean endsAt(long place) throws LogException {
        try (BlockWindow own = BlockWindow.growing(table, checksum, sectorSize)) {
            BlockChain chain = new BlockChain(table, own);
            chain.lose(place);
            return chain.recall();
        } catch (IOException e) {
            refuseUnlessPassed(place, e);
            return false;
        }
    }

    /**
     * Describes a block that is durable.
     *
     * @throws IOException if it cannot be read, or is not intact any more
     */
    public synchronized Block block(long place) throws IOException {
        requireBlock(place);
        return loaded(place);
    }

    private Block loaded(long place) {
        return new Block(
                place,
                window.length(),
                BlockFormat.recordCount(window.memory(), window.block()),
                BlockFormat.checksum(window.memory(), window.block()),
                table.find(Place.container(place)));
    }

    /**
     * Returns the link of a record to the one before it in its chain, or {@link Place#NONE}.
     *
     * @throws IOException if its block cannot be read, or is not intact any more
     */
    public synchronized long previous(long place, int number) throws IOException {
        requireBlock(place);
        ByteBuffer bytes = window.memory();
        int record = window.block() + BlockFormat.HEADER_LENGTH;
        for (int i = 0; i < number; i++) {
            record += RecordFormat.length(
                    RecordFormat.flags(bytes, record), RecordFormat.payloadLength(bytes, record));
        }
        return RecordFormat.link(bytes, record, RecordFormat.FLAG_PREVIOUS);
    }

    private void requireBlock(long place) throws IOException {
        if (!load(place)) {
            throw new IOException("The block at " + Place.text(place) + " is damaged: " + window.reason());
        }
    }

    private boolean load(long place) throws IOException {
        if (window == null) {
            window = BlockWindow.forSingleBlocks(table, checksum, sectorSize);
        }
        window.forget();
        return window.load(place, Place.NONE) == Verdict.INTACT;
    }
}
