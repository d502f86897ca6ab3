package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.clfs4j.core.block.BlockCheck;
import org.clfs4j.core.block.BlockCheck.Verdict;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;

/**
 * Looks for intact blocks behind a place that holds none, sector by sector.
 *
 * @threading not thread-safe
 */
public final class BlockSearch implements AutoCloseable {

    /**
     * How far behind a block that was not durable another one can begin: the largest group that one flush writes, and
     * what a container's end may leave unused. Behind that, every block says that the first one was durable.
     */
    public static final long UNFORCED_WINDOW = 32L << 20;

    /** More bytes than any log has. */
    public static final long EVERYWHERE = 1L << 56;

    private static final int STEP = 256 << 10;

    private final ContainerTable table;
    private final Checksum checksum;
    private final int sectorSize;
    private long bytesRead;

    /** Memory, made when it is first needed. */
    private ByteBuffer step;

    private BlockWindow whole;

    /** Creates a search in one log's containers; to be closed. */
    public BlockSearch(ContainerTable table, Checksum checksum, int sectorSize) {
        this.table = table;
        this.checksum = checksum;
        this.sectorSize = sectorSize;
    }

    /**
     * An intact block.
     *
     * @param place where it begins
     * @param durableUpTo everything below this was durable when it was written
     * @param epoch the opening that wrote it
     */
    public record Found(long place, long durableUpTo, long epoch) {}

    /** Which block is looked for. */
    @FunctionalInterface
    public interface Wanted {
        /** Tells whether this is the one. */
        boolean test(Found found);
    }

    /** Returns how many bytes were read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /**
     * Finds the first intact block that is wanted.
     *
     * @param behind the search begins one sector behind this place
     * @param distance how many bytes of containers are searched
     */
    public Optional<Found> find(long behind, long distance, Wanted wanted) throws IOException {
        long left = distance;
        long place = behind + sectorSize;
        while (left > 0) {
            ContainerFile file = table.find(Place.container(place));
            if (file == null) {
                return Optional.empty();
            }
            if (step == null) {
                step = table.memory().io(STEP);
            }
            long end = Math.min(table.containerSize(), Place.offset(place) + left);
            for (long offset = Place.offset(place); offset < end; offset += STEP) {
                step.clear().limit((int) Math.min(STEP, end - offset));
                int read = file.read(step, offset);
                bytesRead += read;
                step.clear();
                Optional<Found> found =
                        findInStep(read, Place.of(Place.container(place), offset), wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
            left -= end - Place.offset(place);
            place = Place.of(Place.container(place) + 1, 0);
        }
        return Optional.empty();
    }

    private Optional<Found> findInStep(int read, long place, Wanted wanted) throws IOException {
        for (int at = 0; at + BlockFormat.HEADER_LENGTH <= read; at += sectorSize) {
            boolean looksLikeIt = BlockFormat.magic(step, at) == BlockFormat.MAGIC
                    && BlockFormat.place(step, at) == place + at;
            if (!looksLikeIt) {
                continue;
            }
            Found candidate = new Found(
                    place + at, BlockFormat.durableUpTo(step, at), BlockFormat.epoch(step, at));
            if (wanted.test(candidate) && intact(at, read, candidate.place())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private boolean intact(int at, int read, long place) throws IOException {
        long room = table.containerSize() - Place.offset(place);
        Verdict verdict = new BlockCheck(checksum, sectorSize).check(step, at, read - at, room, place);
        if (verdict != Verdict.CUT_OFF) {
            return verdict == Verdict.INTACT;
        }
        if (whole == null) {
            whole = BlockWindow.growing(table, checksum, sectorSize);
        }
        return whole.load(place, place) == Verdict.INTACT;
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        if (step != null) {
            table.memory().free(step);
        }
        if (whole != null) {
            whole.close();
        }
    }
}
