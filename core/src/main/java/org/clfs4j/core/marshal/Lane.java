package org.clfs4j.core.marshal;

import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.format.Place;

/**
 * The part of one stream in group commit: up to where it is wanted durable, and up to where it is.
 *
 * @threading {@link #durable(long)} by the flush leader; everything else is safe for concurrent use
 */
final class Lane {

    private final AtomicLong requested;
    private volatile long durable;

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
