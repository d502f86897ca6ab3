package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Room that is reserved in a log, record by record.
 *
 * @threading not thread-safe
 */
final class Reservations {

    /**
     * Room for one record.
     *
     * @param stream the name of the stream that it can be appended to
     * @param area tells the marshalling areas of one opening apart
     * @param blockSize bytes of that area's blocks
     * @param size bytes of the record's payload, at most
     */
    record Reserved(String stream, int area, int blockSize, int size) {}

    private final List<Reserved> all = new ArrayList<>();

    Reservations() {}

    void addAll(Reservations others) {
        all.addAll(others.all);
    }

    void add(Reserved reserved) {
        all.add(reserved);
    }

    void remove(Reserved reserved) {
        all.remove(reserved);
    }

    /** Forgets what an area has reserved, which is closed. */
    void removeArea(int area) {
        all.removeIf(each -> each.area() == area);
    }

    void clear() {
        all.clear();
    }

    List<Reserved> all() {
        return all;
    }

    /** Returns what an area has reserved. */
    List<Reserved> ofArea(int area) {
        return all.stream().filter(each -> each.area() == area).toList();
    }
}
