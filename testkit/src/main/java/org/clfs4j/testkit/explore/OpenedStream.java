package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.LogStream;

/**
 * A stream that a client has open, with its marshalling areas.
 *
 * @threading not thread-safe
 */
final class OpenedStream {

    /** What becomes of the stream when it is closed. */
    enum Mark {
        STAYS,
        RESET,
        DELETED
    }

    final String name;
    final LogStream handle;
    final List<OpenedArea> areas = new ArrayList<>();
    Mark mark = Mark.STAYS;

    /** Whether its closing was begun, which may have failed. */
    boolean closing;

    OpenedStream(String name, LogStream handle) {
        this.name = name;
        this.handle = handle;
    }
}
