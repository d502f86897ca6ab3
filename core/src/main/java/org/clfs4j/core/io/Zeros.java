package org.clfs4j.core.io;

import java.nio.ByteBuffer;

/** The zeros that new files are filled with: one piece of direct memory for all, at a page's start, made at first use. */
final class Zeros {

    /** Bytes: large enough that calls to the platform cost nothing beside the bytes. */
    private static final int PIECE = 1 << 20;

    private static final int PAGE = 4096;

    /** No initializer, for one that once ran out of memory would bar the class for ever. */
    private static volatile ByteBuffer shared;

    private Zeros() {}

    /** Returns a view with a position and a limit of its own. */
    static ByteBuffer newView() {
        ByteBuffer zeros = shared;
        if (zeros == null) { // two threads may both make one; both are right
            zeros = ByteBuffer.allocateDirect(PIECE + PAGE)
                    .alignedSlice(PAGE)
                    .limit(PIECE)
                    .slice()
                    .asReadOnlyBuffer();
            shared = zeros;
        }
        return zeros.duplicate();
    }
}
