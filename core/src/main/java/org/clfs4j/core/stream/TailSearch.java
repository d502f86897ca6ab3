package org.clfs4j.core.stream;

import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.TailHolder;
import org.clfs4j.TailHolder.Kind;
import org.clfs4j.core.format.Place;

/**
 * Finds what keeps the oldest container in use: whoever needs the oldest place.
 *
 * @threading not thread-safe
 */
public final class TailSearch {

    private final long end;
    private final long containerSize;
    private long oldest;
    private Optional<TailHolder> holder = Optional.empty();

    /**
     * Starts a search; nothing needs anything yet.
     *
     * @param end the place behind the log's last block
     * @param containerSize bytes of one container
     */
    public TailSearch(long end, long containerSize) {
        this.end = end;
        this.containerSize = containerSize;
        this.oldest = end;
    }

    /** A stream needs what begins at a place, or nothing if that is {@link Place#NONE}. */
    public void stream(String name, long base, long place) {
        look(Kind.STREAM_BASE, name, base, place);
    }

    /** What begins at a place is not archived, or nothing is kept for that if it is {@link Place#NONE}. */
    public void archiveTail(long place) {
        look(Kind.ARCHIVE_TAIL, "", place, place);
    }

    /** Returns who needs the oldest place, the first of several; empty if nobody needs anything. */
    public Optional<TailHolder> holder() {
        return holder;
    }

    private void look(Kind kind, String name, long lsn, long place) {
        if (place == Place.NONE || !Place.less(Place.block(place), oldest)) {
            return;
        }
        oldest = Place.block(place);
        holder = Optional.of(new TailHolder(kind, name, Lsn.of(lsn), Lsn.of(oldest), bytesToEnd()));
    }

    private long bytesToEnd() {
        long containers = Place.container(end) - Place.container(oldest);
        return containers * containerSize + Place.offset(end) - Place.offset(oldest);
    }
}
