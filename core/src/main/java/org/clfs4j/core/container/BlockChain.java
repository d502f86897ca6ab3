package org.clfs4j.core.container;

import java.io.IOException;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.container.BlockSearch.Found;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;

/**
 * Follows the blocks of a log one after the other, each held against the one before it.
 *
 * <p>Behind the last block of a container the chain goes on at the start of the next one; nothing marks a container's
 * end, since the first block there names the checksum of the block that it continues.
 *
 * @threading not thread-safe
 */
public final class BlockChain {

    private final ContainerTable table;
    private final BlockWindow window;
    private long place;
    private boolean previousKnown;
    private int previousChecksum;
    private long previousEpoch;
    private long blockPlace;
    private long cutAt;
    private long epochBehindCut;
    private Step last = Step.BLOCK;
    private String reason = "";

    /** Creates a chain that begins nowhere; {@link #start} or {@link #resume} before use. */
    public BlockChain(ContainerTable table, BlockWindow window) {
        this.table = table;
        this.window = window;
    }

    /** What the next place holds. */
    public enum Step {
        /** The block that continues the chain. */
        BLOCK,

        /** Nothing of a block. */
        ABSENT,

        /** A block that is not whole or not unchanged. */
        BROKEN,

        /** A whole block that continues another chain: left over from before a cut. */
        STALE,

        /** The block that continues the chain, but it is larger than the window. */
        TOO_LARGE
    }

    /**
     * Tells where an opening has ended the log: what is there or behind it and of an earlier opening was found lost then,
     * and stays lost, even if more of it is on the disk now than could be read at that time.
     *
     * @param end the end that the opening found
     * @param epoch the opening's epoch
     */
    public void cut(long end, long epoch) {
        cutAt = end;
        epochBehindCut = epoch;
    }

    /** Starts at a place whose predecessor is not known, so that any valid block continues the chain. */
    public void start(long first) {
        place = first;
        previousKnown = first == 0;
        previousChecksum = 0;
        previousEpoch = 0;
    }

    /** Goes on behind a block whose checksum is known. */
    public void resume(long next, int checksum) {
        place = next;
        previousKnown = true;
        previousChecksum = checksum;
        previousEpoch = 0;
    }

    /** Goes on at a place behind a block that is not at hand, so that any valid block that may follow continues the chain. */
    public void lose(long next) {
        place = next;
        previousKnown = false;
    }

    /** Returns where the next block should be. */
    public long place() {
        return place;
    }

    /** Returns the checksum of the last block; 0 if the chain has none yet. */
    public int lastChecksum() {
        return previousChecksum;
    }

    /** Tells whether the last block's checksum is known. */
    public boolean lastChecksumKnown() {
        return previousKnown;
    }

    /** Returns where the block begins, or should begin, that the last {@link #next} was about. */
    public long blockPlace() {
        return blockPlace;
    }

    /** Returns the window in which the current block is. */
    public BlockWindow window() {
        return window;
    }

    /**
     * Goes to the next block; stays where it is if there is none.
     *
     * @param trustedEnd as for {@link BlockWindow#load}
     */
    public Step next(long trustedEnd) throws IOException {
        last = judge(place, trustedEnd);
        if (last != Step.BLOCK) {
            reason = last == Step.STALE
                    ? "the block continues another one than the last intact block"
                    : window.reason();
            if (last != Step.TOO_LARGE && previousKnown && hasNextContainer()) {
                lookIntoNextContainer(trustedEnd);
            }
        }
        if (last == Step.BLOCK) {
            previousChecksum = BlockFormat.checksum(window.memory(), window.block());
            previousEpoch = BlockFormat.epoch(window.memory(), window.block());
            previousKnown = true;
            place = blockPlace + window.length();
        }
        return last;
    }

    /** The rest of a container may be unused, and hold something left over, whole or not. */
    private void lookIntoNextContainer(long trustedEnd) throws IOException {
        Step there = judge(nextContainer(), trustedEnd);
        boolean found = there == Step.BLOCK || there == Step.TOO_LARGE;
        if (found || there == Step.BROKEN && last != Step.BROKEN) {
            last = there;
        } else {
            blockPlace = place;
        }
    }

    /**
     * Learns the checksum of the block that ends at the chain's place, from the blocks before it in the same container.
     * Without it nobody can say whether the chain goes on in the next container.
     *
     * @return whether it was learnt
     */
    public boolean recall() throws IOException {
        if (previousKnown) {
            return false;
        }
        long wanted = place;
        start(Place.of(Place.container(wanted), 0));
        while (Place.less(place, wanted) && next(Place.NONE) == Step.BLOCK) {
            continue;
        }
        if (place != wanted || !previousKnown) {
            lose(wanted);
        }
        return previousKnown;
    }

    private long nextContainer() {
        return Place.of(Place.container(place) + 1, 0);
    }

    private boolean hasNextContainer() {
        return table.find(Place.container(nextContainer())) != null;
    }

    private Step judge(long where, long trustedEnd) throws IOException {
        blockPlace = where;
        return switch (window.load(where, trustedEnd)) {
            case ABSENT -> Step.ABSENT;
            case BROKEN -> Step.BROKEN;
            case CUT_OFF -> continues() ? Step.TOO_LARGE : Step.STALE;
            case INTACT -> continues() ? Step.BLOCK : Step.STALE;
        };
    }

    private boolean continues() {
        boolean linked = !previousKnown
                || BlockFormat.previousChecksum(window.memory(), window.block()) == previousChecksum;
        return linked
                && mayFollow(
                        BlockFormat.place(window.memory(), window.block()),
                        BlockFormat.epoch(window.memory(), window.block()));
    }

    /**
     * Tells whether a valid block somewhere behind the chain's place can be the log's, and is not left over from before a
     * cut: epochs never decrease along a log.
     */
    public boolean mayFollow(Found found) {
        return mayFollow(found.place(), found.epoch());
    }

    private boolean mayFollow(long where, long epoch) {
        return epoch >= previousEpoch && (epoch >= epochBehindCut || Place.less(where, cutAt));
    }

    /** Tells why the last {@link #next} found no block at the chain's place. */
    public String reason() {
        return reason;
    }

    /**
     * Describes what the last {@link #next} did not find, where the log must go on: the block at the chain's place, or the
     * first one of the next container if that is damaged and the rest of this one is unused.
     *
     * @param upTo where the log goes on behind the damage
     */
    public Damage damage(long upTo) throws IOException {
        long at = place;
        String why = reason;
        boolean brokenHere = last == Step.BROKEN && blockPlace == place;
        if (!brokenHere && previousKnown && hasNextContainer() && restIsUnused()) {
            long next = nextContainer();
            if (window.load(next, next) != Verdict.INTACT) {
                at = next;
                why = window.reason();
            }
        }
        ContainerFile file = table.find(Place.container(at));
        return new Damage(
                file == null ? "(no container)" : file.fileName(),
                ContainerFile.filePosition(Place.offset(at)),
                Lsn.of(at),
                Lsn.of(Place.max(at, upTo)),
                why);
    }

    /** A container's rest is unused if the next block did not fit; what lies there then is older than the chain. */
    private boolean restIsUnused() throws IOException {
        long rest = table.containerSize() - Place.offset(place);
        return rest < MarshallingAreaOptions.MAX_BLOCK_SIZE && findsNothingIn(rest - window.sectorSize());
    }

    private boolean findsNothingIn(long distance) throws IOException {
        try (BlockSearch search = window.search()) {
            return search.find(place, distance, this::mayFollow).isEmpty();
        }
    }
}
