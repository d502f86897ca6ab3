package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.stream.DurableBlocks.Found;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The blocks that one reader can see, one of which is loaded: durable ones come from containers, where they are checked,
 * the others are copied from the writer's memory.
 *
 * @threading not thread-safe
 */
final class VisibleBlocks {

    /** What a block looked for by its LSN is for this reader. */
    enum Sight {
        /** It is loaded. */
        LOADED,

        /** It cannot be seen yet. */
        NOT_YET,

        /** It is older than all that are kept. */
        PASSED
    }

    private final RecordSource source;
    private final Object reader;
    private final DurableBlocks blocks;
    private final boolean kept;
    private long lsn = Place.NONE;
    private int index;

    /**
     * Creates the blocks that an area sees.
     *
     * @param kept whether what is below the base and kept is read, too
     * @param memory what is loaded is kept here
     */
    VisibleBlocks(RecordSource source, Object reader, boolean kept, ByteBuffer memory) {
        this.source = source;
        this.reader = reader;
        this.kept = kept;
        this.blocks = source.durableBlocks(memory);
    }

    ByteBuffer memory() {
        return blocks.memory();
    }

    /** Forgets what is loaded, since its memory was changed. */
    void forget() {
        blocks.overwrite();
    }

    /** Returns the bound below which nothing is read. */
    long readableFrom() {
        return kept ? source.readableFrom() : source.base();
    }

    long position() {
        return blocks.position();
    }

    void start(long block) {
        blocks.start(block);
    }

    void goOn(long bound) {
        blocks.goOn(bound);
    }

    /** Returns the LSN of the loaded block. */
    long lsn() {
        return lsn;
    }

    /** Returns the index in the memory where the loaded block begins. */
    int index() {
        return index;
    }

    /** Loads the first block at or behind the position and goes behind it; false if there is none yet. */
    boolean next() throws LogException {
        long from = blocks.position();
        long end = source.visibleEnd(reader, from);
        if (!Place.less(from, end)) {
            if (!refresh()) {
                if (Place.less(from, Place.block(readableFrom())) && blocks.mayHaveBeenPassed()) {
                    throw passed(from);
                }
                refuseDamagedEnd(from);
                return false;
            }
            end = source.visibleEnd(reader, from);
            if (!Place.less(from, end)) {
                return false;
            }
        }
        if (!Place.less(from, source.durable())) {
            long copied = source.copyUnflushed(from, blocks.overwrite());
            if (copied == RecordSource.NOT_YET) {
                return false;
            }
            if (copied != Place.NONE) {
                copied(copied);
                return true;
            }
        }
        try {
            Found found = blocks.next();
            if (found == Found.NOTHING) {
                return next();
            }
            requireBlock(found);
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(from, e);
        }
        return true;
    }

    private void refuseDamagedEnd(long from) throws LogException {
        if (!blocks.endIsDamaged()) {
            return;
        }
        Damage damage;
        try {
            damage = blocks.damage();
        } catch (IOException e) {
            throw unreadable(from, e);
        }
        throw damaged(damage);
    }

    /**
     * Loads the block that begins at an LSN and goes behind it.
     *
     * @param wanted the record that is looked for, for messages
     */
    Sight at(long wanted) throws LogException {
        long block = Place.block(wanted);
        if (!Place.less(block, source.visibleEnd(reader, block))) {
            return Sight.NOT_YET;
        }
        if (!Place.less(block, source.durable())) {
            long copied = source.copyUnflushed(block, blocks.overwrite());
            if (copied == RecordSource.NOT_YET) {
                return Sight.NOT_YET;
            }
            if (copied != Place.NONE) {
                if (copied != block) {
                    throw nonexistent(wanted);
                }
                copied(copied);
                return Sight.LOADED;
            }
        }
        try {
            Found found = blocks.at(block);
            if (found == Found.DAMAGED) {
                source.refreshMarkers();
                if (Place.less(wanted, readableFrom())) {
                    return Sight.PASSED; // meanwhile, and its container was used again
                }
                if (!blocks.begins(block)) {
                    throw nonexistent(wanted);
                }
            }
            requireBlock(found);
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            if (Place.less(wanted, readableFrom())) {
                return Sight.PASSED; // meanwhile, and its container was removed
            }
            throw readFailed("reading LSN " + Place.text(wanted), e);
        }
        return Sight.LOADED;
    }

    private void copied(long copied) throws LogException {
        int length = BlockFormat.length(memory(), 0);
        if (length > memory().capacity()) {
            throw tooLarge(copied);
        }
        blocks.goOn(copied + length);
        lsn = copied;
        index = 0;
    }

    private void requireBlock(Found found) throws LogException, IOException {
        switch (found) {
            case BLOCK -> {
                lsn = blocks.lsn();
                index = blocks.index();
            }
            case TOO_LARGE -> throw tooLarge(blocks.lsn());
            default -> throw damaged();
        }
    }

    private LogException damaged() throws IOException {
        long at = blocks.position();
        source.refreshMarkers();
        if (Place.less(at, Place.block(readableFrom()))) {
            return passed(at);
        }
        return damaged(blocks.damage());
    }

    private LogException damaged(Damage damage) {
        return new LogDamagedException(
                LogStatus.BLOCK_INVALID,
                "Log " + source.logName() + ": the block at LSN " + damage.from() + " is damaged (container "
                        + damage.file() + ", offset " + damage.offset() + "): " + damage.reason());
    }

    /** Makes the exception for what was to be read and has become too old. */
    LogException passed(long lsnPassed) {
        return new LogUsageException(
                LogStatus.START_OF_LOG,
                "The base of log " + source.logName() + " has moved to LSN " + Place.text(source.base())
                        + ", past LSN " + Place.text(lsnPassed) + ", which was to be read");
    }

    private LogException tooLarge(long block) {
        return new LogUsageException(
                LogStatus.BLOCK_INCOMPLETE,
                "Log " + source.logName() + ": the block at LSN " + Place.text(block) + " is larger than the "
                        + memory().capacity()
                        + " bytes of this marshalling area's blocks; create the area with larger blocks");
    }

    /** Makes the exception for an LSN that no record has. */
    LogException nonexistent(long wanted) {
        return new LogUsageException(
                LogStatus.RECORD_NONEXISTENT,
                "Log " + source.logName() + " has no record at LSN " + Lsn.of(wanted));
    }

    /** Tells whether a block begins at an LSN, be it intact or not. */
    boolean begins(long block) throws LogException {
        try {
            return blocks.begins(block);
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(block, e);
        }
    }

    /** A container that holds nothing readable any more may have been removed meanwhile. */
    private LogException unreadable(long block, IOException e) {
        return Place.less(block, Place.block(readableFrom()))
                ? passed(block)
                : readFailed("reading LSN " + Place.text(block), e);
    }

    /** Looks whether another process has appended more. */
    boolean refresh() throws LogException {
        try {
            return source.refresh();
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw readFailed("reading", e);
        }
    }

    /** Goes behind a damaged block. */
    long passOver(LogDamagedException damage) throws LogException {
        try {
            return blocks.passOver();
        } catch (IOException e) {
            damage.addSuppressed(e);
            throw damage;
        }
    }

    private LogException readFailed(String what, IOException e) {
        return new LogFailedException(
                LogStatus.CONTAINER_READ_FAILED, "Log " + source.logName() + ": " + what + " failed: " + e, e);
    }
}
