package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.container.BlockWindow;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;

/**
 * The durable blocks of one stream of a log that has many: their places are told by an index.
 *
 * <p>A stream's LSNs may have gaps, which a crash leaves. Where blocks of the log are damaged, a gap may be a block that
 * is missing in the index because nobody could read it; so a gap that reaches over such a place is reported, and so is such a place
 * behind the stream's last block, unless the metadata knows that this is the last one.
 *
 * @threading not thread-safe
 */
public final class IndexedBlocks implements DurableBlocks {

    private final RecordSource log;
    private final BlockIndex index;
    private final int streamId;
    private final List<Damage> damaged;
    private final long endKnownBelow;
    private final BlockWindow window;
    private long position;
    private long blockLsn;

    /** The place behind the block that ends at the position, or {@link Place#NONE} if that is not known. */
    private long placeBehind = Place.NONE;

    private Damage lastDamage;

    /**
     * Creates the blocks of a stream.
     *
     * @param damaged what recovery could not read, of whatever stream
     * @param endKnownBelow the place below which it is known whether blocks are missing behind the last one
     * @param memory what is loaded is kept here, from index 0 to its capacity
     */
    public IndexedBlocks(
            RecordSource log,
            BlockIndex index,
            int streamId,
            List<Damage> damaged,
            long endKnownBelow,
            ByteBuffer memory) {
        this.log = log;
        this.index = index;
        this.streamId = streamId;
        this.damaged = damaged;
        this.endKnownBelow = endKnownBelow;
        this.window = new BlockWindow(log.table(), memory, log.checksum(), log.sectorSize());
    }

    @Override
    public ByteBuffer memory() {
        return window.memory();
    }

    @Override
    public ByteBuffer overwrite() {
        window.forget();
        return window.memory().clear();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void start(long lsn) {
        goOn(lsn);
    }

    @Override
    public void goOn(long lsn) {
        position = lsn;
        placeBehind = Place.NONE;
    }

    @Override
    public Found next() throws IOException {
        long bound = log.durable(); // before the index, which has every block below it, and some behind
        long lsn = index.blockFrom(position);
        boolean durable = lsn != Place.NONE && Place.less(lsn, bound);
        long place = durable ? index.placeOf(lsn) : log.end();
        if (lsn != position) {
            if (index.hasForgottenFrom(position)) {
                return damaged(position, Place.NONE, "the container of the block was used again");
            }
            for (Damage damage : damaged) {
                if (mayHideABlock(damage, place)) {
                    return damaged(position, damage.from().value(), damage.reason());
                }
            }
        }
        if (!durable) {
            position = Place.max(position, bound);
            return Found.NOTHING;
        }
        return load(lsn, place);
    }

    /** Tells whether the stream's next block may be what could not be read. */
    private boolean mayHideABlock(Damage damage, long place) {
        boolean before = damage.from().isValid() && Place.less(damage.from().value(), place);
        return before && (placeBehind == Place.NONE || !Place.less(damage.from().value(), placeBehind));
    }

    /** A base behind the position can also lie behind a gap, in which there never was a block. */
    @Override
    public boolean mayHaveBeenPassed() {
        return index.hasForgottenFrom(position);
    }

    @Override
    public boolean endIsDamaged() {
        long youngest = index.youngestPlace();
        for (Damage damage : damaged) {
            boolean behindAll = youngest == Place.NONE || Place.less(youngest, damage.from().value());
            if (behindAll && !Place.less(damage.from().value(), endKnownBelow) && mayHideABlock(damage, log.end())) {
                damaged(position, damage.from().value(), damage.reason());
                return true;
            }
        }
        return false;
    }

    @Override
    public Found at(long lsn) throws IOException {
        goOn(lsn);
        return load(lsn, index.placeOf(lsn));
    }

    private Found load(long lsn, long place) throws IOException {
        blockLsn = lsn;
        if (place == Place.NONE || log.table().find(Place.container(place)) == null) {
            return damaged(lsn, place, "the container of the block was used again");
        }
        Verdict verdict = window.load(place, log.end());
        if (verdict == Verdict.CUT_OFF) {
            return Found.TOO_LARGE;
        }
        if (verdict != Verdict.INTACT) {
            return damaged(lsn, place, window.reason());
        }
        long foundLsn = BlockFormat.lsn(window.memory(), window.block());
        int foundStream = BlockFormat.streamId(window.memory(), window.block());
        if (foundLsn != lsn || foundStream != streamId) {
            return damaged(
                    lsn,
                    place,
                    "a block of another stream lies here: expected stream " + streamId + " and LSN " + Lsn.of(lsn)
                            + ", found stream " + foundStream + " and LSN " + Lsn.of(foundLsn));
        }
        position = lsn + window.length();
        placeBehind = place + window.length();
        return Found.BLOCK;
    }

    private Found damaged(long lsn, long place, String reason) {
        ContainerFile file = place == Place.NONE ? null : log.table().find(Place.container(place));
        long behind = index.blockFrom(lsn + log.sectorSize());
        lastDamage = new Damage(
                file == null ? "(no container)" : file.fileName(),
                file == null ? 0 : ContainerFile.filePosition(Place.offset(place)),
                Lsn.of(lsn),
                Lsn.of(behind == Place.NONE ? Place.max(lsn, log.durable()) : behind),
                reason);
        return Found.DAMAGED;
    }

    @Override
    public long lsn() {
        return blockLsn;
    }

    @Override
    public int index() {
        return window.block();
    }

    @Override
    public boolean begins(long lsn) {
        return index.placeOf(lsn) != Place.NONE;
    }

    @Override
    public Damage damage() {
        return lastDamage;
    }

    @Override
    public long passOver() {
        long from = position;
        long to = lastDamage.upTo().value();
        if (Place.less(from, to)) {
            goOn(to);
        }
        long placeThere = index.placeOf(to);
        placeBehind = placeThere == Place.NONE ? log.end() : placeThere;
        window.forget();
        long containers = Place.container(position) - Place.container(from);
        return containers * log.table().containerSize() + Place.offset(position) - Place.offset(from);
    }
}
