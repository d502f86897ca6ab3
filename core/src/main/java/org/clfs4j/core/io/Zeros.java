package org.clfs4j.core.io;

import java.nio.ByteBuffer;

/** The zeros that new files are filled with: one piece of direct memory for all, made at first use. */
final class Zeros {

    /** Bytes; greater pieces fill no faster. */
    private static final int PIECE = 1 << 20;

    private static final ByteBuffer SHARED = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private Zeros() {}

    /** Returns a view with a position and a limit of its own. */
    static ByteBuffer newView() {
        return SHARED.duplicate();
    }
}
