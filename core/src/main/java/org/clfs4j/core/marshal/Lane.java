package org.clfs4j.core.marshal;

import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.format.Place;

/**
 * The part of one stream in group commit: up to where it is wanted durable, and up to where it is.
 *
 * @threading {@link #durable(long)} and {@link #cutTo} by the flush leader, or in its place; everything else is safe for
 *     concurrent use
 */
final class Lane {

    private final AtomicLong requested;
    private volatile long durable;
    private volatile boolean cut;

    Lane(long durable) {
        this.durable = durable;
        requested = new AtomicLong(durable);
    }

    /** Returns the bound below which everything is durable. */
    long durable() {
        return durable;
    }

    /** Moves the durable bound; never back. */
    void durable(long bound) {
        durable = Place.max(durable, bound);
    }

    /** Everything behind a bound was taken out of the stream, and is appended anew; when no group is under way. */
    void cutTo(long bound) {
        cut = true;
        requested.set(bound);
        durable = bound;
    }

    /** Tells whether bounds may be asked for that are no longer there. */
    boolean wasCut() {
        return cut;
    }

    /** Returns the greatest bound that was asked for. */
    long requested() {
        return requested.get();
    }

    /** Asks for a bound. */
    void request(long bound) {
        long known = requested.get();
        while (Place.less(known, bound) && !requested.compareAndSet(known, bound)) {
            known = requested.get();
        }
    }
}
