package org.clfs4j.core.stream;

import org.clfs4j.core.format.Place;

/**
 * What a stream has lost at its end.
 *
 * @param from the LSN of the first record that is gone, or a bound behind the last one that is left
 * @param end the LSN behind the block that has become the last one
 */
record CutOff(long from, long end) {

    /** Returns what this and a later one have taken out. */
    CutOff and(CutOff later) {
        return new CutOff(Place.min(from, later.from), Place.min(end, later.end));
    }
}
